import { describe, expect, it } from "vitest";
import { InvalidInteractionsError } from "../errors/errors.js";
import { type InteractionColumns, Interactions } from "./interactions.js";
import { Vocabulary } from "./vocabulary.js";

const users = Vocabulary.of(["ann", "bob"]);
const items = Vocabulary.of(["x", "y", "z"]);
const columns: InteractionColumns = {
  userIndex: Int32Array.of(0, 1, 0),
  itemIndex: Int32Array.of(2, 1, 0),
  value: Float32Array.of(5, 1, 3),
  timestamp: Float64Array.of(30, 20, 10),
};

describe("Interactions", () => {
  it("selects rows in the order asked for, over the same vocabularies", () => {
    const selected = new Interactions(users, items, columns).select(Int32Array.of(2, 0));
    expect([...selected.userIndex]).toEqual([0, 0]);
    expect([...selected.itemIndex]).toEqual([0, 2]);
    expect([...selected.value]).toEqual([3, 5]);
    expect([...(selected.timestamp ?? [])]).toEqual([10, 30]);
    expect(selected.users).toBe(users);
    expect(selected.items).toBe(items);
  });

  it("has no time where the source has none", () => {
    const { timestamp: _, ...timeless } = columns;
    const interactions = new Interactions(users, items, timeless);
    expect(interactions.timestamp).toBeUndefined();
    expect(interactions.select(Int32Array.of(1)).timestamp).toBeUndefined();
  });

  it("views itself by user and by item", () => {
    const interactions = new Interactions(users, items, columns);
    expect([...interactions.byUser.columns]).toEqual([0, 2, 1]);
    expect([...interactions.byItem.columns]).toEqual([0, 1, 0]);
    expect(interactions.byUser).toBe(interactions.byUser);
  });

  it.each([
    [{ value: Float32Array.of(1) }, "Columns differ in length: user, item, value, time have 3, 3, 1, 3."],
    [{ userIndex: Int32Array.of(0, 2, 0) }, "Row 1: userIndex 2 is outside 0 … 1."],
    [{ itemIndex: Int32Array.of(0, 1, -1) }, "Row 2: itemIndex -1 is outside 0 … 2."],
    [{ value: Float32Array.of(1, Number.NaN, 1) }, "Row 1: value NaN is not finite."],
    [
      { timestamp: Float64Array.of(1, 1, Number.POSITIVE_INFINITY) },
      "Row 2: timestamp Infinity is not finite.",
    ],
  ])("refuses columns that are not interactions: %o", (broken, message) => {
    const make = () => new Interactions(users, items, { ...columns, ...broken });
    expect(make).toThrow(InvalidInteractionsError);
    expect(make).toThrow(message);
  });
});
