import { expect, test } from "vitest";
import { dcg } from "./dcg.js";

// Gains by hand: place 1 → 1, 2 → 0.63093, 3 → 0.5, 4 → 0.43068, 5 → 0.38685, 7 → 1/3.
test.each([
  { ranks: [1], k: 10, expected: 1 },
  { ranks: [7], k: 10, expected: 1 / 3 },
  { ranks: [7], k: 6, expected: 0 },
  // 0.63093 + 0.43068
  { ranks: [2, 4], k: 5, expected: 1.06161 },
  // 1 + 0.63093 + 0.5: past 1, since nothing normalises it
  { ranks: [1, 2, 3], k: 10, expected: 2.13093 },
  { ranks: [1, 2, 3], k: 2, expected: 1.63093 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(dcg(Int32Array.from(ranks), k)).toBeCloseTo(expected, 4);
});
