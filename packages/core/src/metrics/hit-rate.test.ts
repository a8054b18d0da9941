import { expect, test } from "vitest";
import { hitRate } from "./hit-rate.js";

test.each([
  { ranks: [1], k: 1, expected: 1 },
  { ranks: [2], k: 1, expected: 0 },
  { ranks: [10], k: 10, expected: 1 },
  { ranks: [11], k: 10, expected: 0 },
  { ranks: [3, 40, 41], k: 3, expected: 1 },
  { ranks: [4, 5, 6], k: 3, expected: 0 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(hitRate(Int32Array.from(ranks), k)).toBe(expected);
});
