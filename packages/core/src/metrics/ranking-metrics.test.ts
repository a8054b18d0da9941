import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankingMetrics } from "./ranking-metrics.js";

const numCandidates = 40;
const ranksOf = fc
  .uniqueArray(fc.integer({ min: 1, max: numCandidates }), { minLength: 1, maxLength: 8 })
  .map((ranks) => Int32Array.from(ranks).sort());
const cutoff = fc.integer({ min: 1, max: numCandidates });
const firstPlaces = (count: number) => Int32Array.from({ length: count }, (_, i) => i + 1);

describe.each(Object.entries(rankingMetrics))("%s", (_name, metric) => {
  test("is within 0 and what a perfect list of as many relevant items as places has", () => {
    fc.assert(
      fc.property(ranksOf, cutoff, (ranks, k) => {
        expect(metric(ranks, k)).toBeGreaterThanOrEqual(0);
        expect(metric(ranks, k)).toBeLessThanOrEqual(metric(firstPlaces(k), k));
      }),
      { seed: 1 },
    );
  });

  test("is 0 exactly where no relevant item is within k", () => {
    fc.assert(
      fc.property(ranksOf, cutoff, (ranks, k) => {
        expect(metric(ranks, k) === 0).toBe(ranks.every((rank) => rank > k));
      }),
      { seed: 1 },
    );
  });

  test("never falls when a relevant item moves up", () => {
    fc.assert(
      fc.property(ranksOf, cutoff, fc.nat(), (ranks, k, choice) => {
        const moved = choice % ranks.length;
        const above = (ranks[moved] as number) - 1;
        fc.pre(above >= 1 && !ranks.includes(above));
        const better = ranks.map((rank, i) => (i === moved ? above : rank));
        expect(metric(better, k)).toBeGreaterThanOrEqual(metric(ranks, k));
      }),
      { seed: 1 },
    );
  });

  test("is best for the perfect list and worst for the reversed one", () => {
    fc.assert(
      fc.property(ranksOf, cutoff, (ranks, k) => {
        const perfect = ranks.map((_, i) => i + 1);
        const reversed = ranks.map((_, i) => numCandidates - ranks.length + i + 1);
        expect(metric(perfect, k)).toBeGreaterThanOrEqual(metric(ranks, k));
        expect(metric(reversed, k)).toBeLessThanOrEqual(metric(ranks, k));
      }),
      { seed: 1 },
    );
  });

  test("looks at no place below k", () => {
    fc.assert(
      fc.property(ranksOf, cutoff, fc.integer({ min: 1, max: 1000 }), (ranks, k, further) => {
        const moved = ranks.map((rank) => (rank > k ? rank + further : rank));
        expect(metric(moved, k)).toBe(metric(ranks, k));
      }),
      { seed: 1 },
    );
  });
});

test.each(["hitRate", "recall", "precision", "mrr", "map", "ndcg"] as const)(
  "%s is at most 1, and 1 for a perfect list of as many relevant items as places",
  (name) => {
    fc.assert(
      fc.property(ranksOf, cutoff, (ranks, k) => {
        expect(rankingMetrics[name](firstPlaces(k), k)).toBe(1);
        expect(rankingMetrics[name](ranks, k)).toBeLessThanOrEqual(1);
      }),
      { seed: 1 },
    );
  },
);

test.each(["hitRate", "mrr", "map", "ndcg"] as const)("%s is 1 for every perfect list", (name) => {
  fc.assert(
    fc.property(ranksOf, cutoff, (ranks, k) => {
      expect(
        rankingMetrics[name](
          ranks.map((_, i) => i + 1),
          k,
        ),
      ).toBe(1);
    }),
    { seed: 1 },
  );
});
