import { expect, test } from "vitest";
import { recall } from "./recall.js";

test.each([
  { ranks: [1], k: 5, expected: 1 },
  { ranks: [6], k: 5, expected: 0 },
  { ranks: [2, 5, 6, 90], k: 5, expected: 2 / 4 },
  { ranks: [1, 2, 3, 4], k: 2, expected: 2 / 4 },
  { ranks: [7, 8, 9], k: 9, expected: 1 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(recall(Int32Array.from(ranks), k)).toBe(expected);
});
