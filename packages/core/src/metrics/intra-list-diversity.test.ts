import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compressRows } from "../data/compressed-rows.js";
import { intraListDiversity } from "./intra-list-diversity.js";
import { cooccurrenceSimilarity, vectorSimilarity } from "./item-similarity.js";

/** @param users of each item */
function cooccurrence(users: readonly (readonly number[])[], numUsers: number) {
  const items = users.flatMap((row, item) => row.map(() => item));
  const byItem = compressRows(Int32Array.from(items), Int32Array.from(users.flat()), {
    numRows: users.length,
    numColumns: numUsers,
  });
  return cooccurrenceSimilarity(byItem, numUsers);
}

describe("by co-occurrence", () => {
  // Cosines: (0, 1) 2 / √(4 · 2), (0, 2) 2 / √(4 · 2), (1, 2) 0; item 3 is item 1's twin, and nobody has item 4.
  const similarity = cooccurrence([[0, 1, 2, 3], [0, 1, 1], [2, 3], [1, 0], []], 4);
  const near = 2 / Math.sqrt(8);

  test.each([
    { list: [1, 3], expected: 0 },
    { list: [1, 2], expected: 1 },
    { list: [0, 1], expected: 1 - near },
    { list: [0, 1, 2], expected: 1 - (2 * near) / 3 },
    { list: [0, 4], expected: 1 },
    { list: [0], expected: 0 },
    { list: [], expected: 0 },
  ])("the items $list are $expected apart", ({ list, expected }) => {
    expect(intraListDiversity(Int32Array.from(list), similarity)).toBeCloseTo(expected, 12);
  });

  test("agrees with comparing every pair, in any order, list after list", () => {
    const rows = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 7 })), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(rows, (users) => {
        const shared = cooccurrence(users, 8);
        const list = Int32Array.from(users, (_, item) => item);
        let distance = 0;
        users.forEach((a, i) => {
          for (const b of users.slice(i + 1)) {
            const both = a.filter((user) => b.includes(user)).length;
            distance += 1 - (both === 0 ? 0 : both / Math.sqrt(a.length * b.length));
          }
        });
        const expected = distance / ((list.length * (list.length - 1)) / 2);
        expect(intraListDiversity(list, shared)).toBeCloseTo(expected, 10);
        expect(intraListDiversity(list.toReversed(), shared)).toBeCloseTo(expected, 10);
      }),
      { seed: 1 },
    );
  });
});

describe("by vectors", () => {
  // Two of one direction, one at a right angle, one opposed, one without a direction.
  const similarity = vectorSimilarity({ dim: 2, items: Float32Array.of(1, 0, 5, 0, 0, 2, -3, 0, 0, 0) });

  test.each([
    { list: [0, 1], expected: 0 },
    { list: [0, 2], expected: 1 },
    { list: [1, 3], expected: 2 },
    { list: [0, 1, 2], expected: 2 / 3 },
    { list: [0, 4], expected: 1 },
  ])("the items $list are $expected apart", ({ list, expected }) => {
    expect(intraListDiversity(Int32Array.from(list), similarity)).toBeCloseTo(expected, 6);
  });
});
