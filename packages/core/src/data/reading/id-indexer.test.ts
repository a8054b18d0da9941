import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Vocabulary } from "../vocabulary.js";
import { IdIndexer } from "./id-indexer.js";

const encoder = new TextEncoder();

function indexOf(ids: IdIndexer, id: string): number {
  const bytes = encoder.encode(`<${id}>`);
  const known = ids.find(bytes, 1, bytes.length - 1);
  return known >= 0 ? known : ids.add(id, bytes, 1, bytes.length - 1);
}

describe("IdIndexer", () => {
  it("gives every id the index of a plain map, through growth and collisions", () => {
    const id = fc.oneof(fc.nat(3000).map(String), fc.string({ minLength: 1, unit: "grapheme" }));
    fc.assert(
      fc.property(fc.array(id, { maxLength: 3000, size: "max" }), (sequence) => {
        const builder = Vocabulary.builder();
        const ids = new IdIndexer(builder);
        const expected = new Map<string, number>();
        for (const next of sequence) {
          if (!expected.has(next)) expected.set(next, expected.size);
          expect(indexOf(ids, next)).toBe(expected.get(next));
        }
        expect(builder.build().ids).toEqual([...expected.keys()]);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("finds nothing that was not added", () => {
    const ids = new IdIndexer(Vocabulary.builder());
    indexOf(ids, "12");
    const bytes = encoder.encode("123");
    expect(ids.find(bytes, 0, 3)).toBe(-1);
    expect(ids.find(bytes, 0, 1)).toBe(-1);
    expect(ids.find(bytes, 0, 2)).toBe(0);
  });

  it("shares a vocabulary with others", () => {
    const builder = Vocabulary.builder();
    const [one, other] = [new IdIndexer(builder), new IdIndexer(builder)];
    expect([indexOf(one, "a"), indexOf(other, "b"), indexOf(one, "b"), indexOf(other, "a")]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("holds a hundred thousand ids", () => {
    const builder = Vocabulary.builder();
    const ids = new IdIndexer(builder);
    for (let i = 0; i < 100_000; i++) indexOf(ids, `user-${i}`);
    expect(builder.size).toBe(100_000);
    expect([0, 511, 512, 99_999].map((i) => indexOf(ids, `user-${i}`))).toEqual([0, 511, 512, 99_999]);
  });
});
