import { expect, test } from "vitest";
import { map } from "./map.js";

test.each([
  { ranks: [1], k: 10, expected: 1 },
  { ranks: [4], k: 10, expected: 1 / 4 },
  { ranks: [11], k: 10, expected: 0 },
  // (1/1 + 2/3 + 3/6) / 3
  { ranks: [1, 3, 6], k: 10, expected: (1 + 2 / 3 + 1 / 2) / 3 },
  // (1/2 + 2/5) / 4: two of the four relevant items are below place 10, and count in the denominator
  { ranks: [2, 5, 12, 90], k: 10, expected: (1 / 2 + 2 / 5) / 4 },
  // Two places, four relevant items: both taken is perfect
  { ranks: [1, 2, 3, 4], k: 2, expected: 1 },
  { ranks: [2, 3, 4, 5], k: 2, expected: 1 / 4 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(map(Int32Array.from(ranks), k)).toBeCloseTo(expected, 12);
});
