import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidScoreError } from "../errors/errors.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { rankByScores } from "./rank-by-scores.js";
import { rankInCatalogue } from "./rank-relevant.js";

async function load(threads: number): Promise<Kernels> {
  const kernels = await loadKernels({ threads });
  if (!kernels) throw new Error("WebAssembly SIMD is missing");
  return kernels;
}

const cases = fc.integer({ min: 1, max: 70 }).chain((numItems) =>
  fc.record({
    numItems: fc.constant(numItems),
    ties: fc.constantFrom("relevant-last", "relevant-first", "lowest-item-index"),
    rows: fc.array(
      fc.record({
        // Few distinct values, so that ties are common; −∞ is a score like any other.
        scores: fc.array(fc.constantFrom(Number.NEGATIVE_INFINITY, -1, 0, 0.5, 2, Number.POSITIVE_INFINITY), {
          minLength: numItems,
          maxLength: numItems,
        }),
        relevant: fc.uniqueArray(fc.nat(numItems - 1), { minLength: 1 }),
        excluded: fc.uniqueArray(fc.nat(numItems - 1)),
      }),
    ),
  }),
);

const ascending = (items: number[]) => Int32Array.from(items).sort();

test("agrees with the twin for any scores, exclusions and rule", async () => {
  const kernels = await load(2);
  fc.assert(
    fc.property(cases, ({ numItems, ties, rows }) => {
      const lists = rows.map(({ relevant, excluded }) => ({
        relevant: ascending(relevant),
        excluded: ascending(excluded.filter((item) => !relevant.includes(item))),
      }));
      const ranks = rankByScores(kernels, Float32Array.from(rows.flatMap(({ scores }) => scores)), {
        users: Int32Array.from(rows, (_, row) => row),
        numItems,
        relevantOf: (row) => lists[row]?.relevant ?? new Int32Array(),
        excludedOf: (row) => lists[row]?.excluded ?? new Int32Array(),
        ties,
      });
      const expected = rows.map(({ scores }, row) =>
        rankInCatalogue(Float32Array.from(scores), {
          relevant: lists[row]?.relevant ?? new Int32Array(),
          excluded: lists[row]?.excluded ?? new Int32Array(),
          ties,
        }),
      );
      expect(ranks).toEqual(expected);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("names the first pair whose score is NaN, of an excluded item too", async () => {
  const scores = Float32Array.of(1, 2, 3, 1, 2, Number.NaN);
  const rank = async () =>
    rankByScores(await load(1), scores, {
      users: Int32Array.of(8, 9),
      numItems: 3,
      relevantOf: () => Int32Array.of(1),
      excludedOf: () => Int32Array.of(2),
      ties: "relevant-last",
    });
  await expect(rank()).rejects.toThrow(InvalidScoreError);
  await expect(rank()).rejects.toThrow("userIndex 9 and itemIndex 2");
});
