import { describe, expect, it } from "vitest";
import { UnknownIdError } from "../errors/errors.js";
import { Vocabulary } from "./vocabulary.js";

describe("Vocabulary", () => {
  it("numbers ids in the order they were first seen", () => {
    const builder = Vocabulary.builder();
    expect(["b", "a", "b", "🎬 film", "a"].map((id) => builder.add(id))).toEqual([0, 1, 0, 2, 1]);
    expect(builder.size).toBe(3);
    const vocabulary = builder.build();
    expect(vocabulary.ids).toEqual(["b", "a", "🎬 film"]);
    expect(vocabulary.indexOf("🎬 film")).toBe(2);
    expect(vocabulary.indexOf("c")).toBeUndefined();
    expect(vocabulary.idOf(1)).toBe("a");
  });

  it("is immutable once built: a late id is refused, a known one keeps its index", () => {
    const builder = Vocabulary.builder();
    builder.add("a");
    const vocabulary = builder.build();
    expect(builder.add("a")).toBe(0);
    expect(() => builder.add("late")).toThrow(UnknownIdError);
    expect(vocabulary.size).toBe(1);
    expect(builder.build()).toBe(vocabulary);
  });

  it("has numbers for ids where there is an index alone", () => {
    const numbers = Vocabulary.ofIndices(3);
    expect(numbers.size).toBe(3);
    expect(numbers.equals(Vocabulary.of(["0", "1", "2"]))).toBe(true);
    expect([numbers.indexOf("2"), numbers.indexOf("3"), numbers.idOf(1)]).toEqual([2, undefined, "1"]);
  });

  it("names the id that occurs twice and the index that is outside", () => {
    expect(() => Vocabulary.of(["a", "b", "a"])).toThrow('The id "a" occurs twice, at 0 and 2.');
    expect(() => Vocabulary.of(["a"]).idOf(1)).toThrow("No id at index 1: the vocabulary holds 1.");
  });

  it("equals one that numbers the same ids alike", () => {
    const vocabulary = Vocabulary.of(["a", "b"]);
    expect(vocabulary.equals(vocabulary)).toBe(true);
    expect(vocabulary.equals(Vocabulary.of(["a", "b"]))).toBe(true);
    expect(vocabulary.equals(Vocabulary.of(["b", "a"]))).toBe(false);
    expect(vocabulary.equals(Vocabulary.of(["a"]))).toBe(false);
  });
});
