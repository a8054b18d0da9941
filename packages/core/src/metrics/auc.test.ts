import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auc } from "./auc.js";

test.each([
  { ranks: [1], numCandidates: 100, expected: 1 },
  { ranks: [100], numCandidates: 100, expected: 0 },
  { ranks: [34], numCandidates: 100, expected: 1 - 33 / 99 },
  // Of 2 · 3 pairs, an other is before the first relevant item once and before the second twice
  { ranks: [2, 4], numCandidates: 5, expected: 1 / 2 },
  { ranks: [1, 2, 3], numCandidates: 3, expected: 1 },
])("ranks $ranks of $numCandidates: $expected", ({ ranks, numCandidates, expected }) => {
  expect(auc(Int32Array.from(ranks), numCandidates)).toBeCloseTo(expected, 12);
});

describe("for relevant and other items of few scores", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 });
  const ranksOf = (relevant: number[], others: number[], tieCounts: boolean) =>
    Int32Array.from(
      relevant
        .toSorted((a, b) => b - a)
        .map(
          (score, i) => 1 + i + others.filter((one) => one > score || (tieCounts && one === score)).length,
        ),
    );

  test("the two rules for ties average to counting each pair, a tie as a half", () => {
    fc.assert(
      fc.property(scores, scores, (relevant, others) => {
        const count = relevant.length + others.length;
        const last = auc(ranksOf(relevant, others, true), count);
        const first = auc(ranksOf(relevant, others, false), count);
        let wins = 0;
        for (const a of relevant) for (const b of others) wins += a > b ? 1 : a === b ? 0.5 : 0;
        expect((last + first) / 2).toBeCloseTo(wins / (relevant.length * others.length), 12);
      }),
      { seed: 1 },
    );
  });

  test("reversing every score gives one less it", () => {
    fc.assert(
      fc.property(scores, scores, (relevant, others) => {
        const count = relevant.length + others.length;
        const negated = (values: number[]) => values.map((value) => -value);
        const straight = auc(ranksOf(relevant, others, true), count);
        const reversed = auc(ranksOf(negated(relevant), negated(others), false), count);
        expect(straight + reversed).toBeCloseTo(1, 12);
      }),
      { seed: 1 },
    );
  });
});
