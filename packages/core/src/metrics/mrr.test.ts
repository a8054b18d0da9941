import { expect, test } from "vitest";
import { mrr } from "./mrr.js";

test.each([
  { ranks: [1], k: 1, expected: 1 },
  { ranks: [4], k: 10, expected: 1 / 4 },
  { ranks: [3, 4, 9], k: 10, expected: 1 / 3 },
  { ranks: [10], k: 10, expected: 1 / 10 },
  { ranks: [11, 12], k: 10, expected: 0 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(mrr(Int32Array.from(ranks), k)).toBe(expected);
});
