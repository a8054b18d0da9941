import { expect, test } from "vitest";
import { precision } from "./precision.js";

test.each([
  { ranks: [1], k: 5, expected: 1 / 5 },
  { ranks: [6], k: 5, expected: 0 },
  { ranks: [2, 5, 6, 90], k: 5, expected: 2 / 5 },
  { ranks: [1, 2, 3, 4], k: 2, expected: 1 },
  { ranks: [1, 2], k: 50, expected: 2 / 50 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(precision(Int32Array.from(ranks), k)).toBe(expected);
});
