import { expect, test } from "vitest";
import { ndcg } from "./ndcg.js";

// Discounts by hand: place 1 → 1, 2 → 0.63093, 3 → 0.5, 4 → 0.43068, 5 → 0.38685, 7 → 1/3.
test.each([
  { ranks: [1], k: 10, expected: 1 },
  { ranks: [2], k: 10, expected: 0.63093 },
  { ranks: [3], k: 10, expected: 0.5 },
  { ranks: [7], k: 10, expected: 1 / 3 },
  { ranks: [11], k: 10, expected: 0 },
  // (0.63093 + 0.43068) / (1 + 0.63093)
  { ranks: [2, 4], k: 5, expected: 0.65092 },
  // The ideal of three relevant items at k = 2 has two terms: 1 / (1 + 0.63093)
  { ranks: [1, 3, 5], k: 2, expected: 0.61315 },
  // (0.5 + 0.38685) / (1 + 0.63093 + 0.5)
  { ranks: [3, 5, 30], k: 10, expected: 0.41618 },
])("ranks $ranks at $k: $expected", ({ ranks, k, expected }) => {
  expect(ndcg(Int32Array.from(ranks), k)).toBeCloseTo(expected, 4);
});

test("with one relevant item it is ln 2 / ln(rank + 1)", () => {
  for (let rank = 1; rank <= 20; rank++)
    expect(ndcg(Int32Array.of(rank), 20)).toBeCloseTo(Math.LN2 / Math.log(rank + 1), 12);
});
