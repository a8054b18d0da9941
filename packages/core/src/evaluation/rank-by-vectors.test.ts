import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { AbortedError, InvalidScoreError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { VectorScorer } from "../testing/vector-scorer.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import type { ScoreTieRule, SplitSpec } from "./protocol.js";

const split: SplitSpec = { kind: "given", description: "random vectors" };
const cutoffs = [1, 5, 20];
const tieRules: ScoreTieRule[] = ["relevant-last", "relevant-first", "lowest-item-index"];

/** Whole numbers: ties are common, and sums exact in any order. Users have from no to many relevant items. */
function randomWorld(seed: number, numUsers: number, numItems: number, dim: number) {
  const random = createRandom(seed);
  const users = Vocabulary.of(Array.from({ length: numUsers }, (_, i) => `user ${i}`));
  const items = Vocabulary.of(Array.from({ length: numItems }, (_, i) => `item ${i}`));
  const draw = (rows: number) =>
    new Interactions(users, items, {
      userIndex: Int32Array.from({ length: rows }, () => Math.floor(random.uniform() ** 2 * numUsers)),
      itemIndex: Int32Array.from({ length: rows }, () => random.integer(numItems)),
      value: new Float32Array(rows).fill(1),
    });
  const numbers = (length: number) => Float32Array.from({ length }, () => random.integer(5) - 2);
  const vectors = {
    dim,
    users: numbers(numUsers * dim),
    items: numbers(numItems * dim),
    itemBias: numbers(numItems),
  };
  return { train: draw(numUsers * 9), test: draw(numUsers * 4), vectors };
}

describe.each([
  { numUsers: 1, numItems: 41, dim: 1 },
  { numUsers: 70, numItems: 90, dim: 3 },
  // More items than one block of panels holds.
  { numUsers: 30, numItems: 2503, dim: 7 },
])("$numUsers users × $numItems items", ({ numUsers, numItems, dim }) => {
  const world = randomWorld(numItems, numUsers, numItems, dim);
  const everyone = Int32Array.from({ length: numUsers }, (_, i) => i);

  test.each(tieRules)("ties %s: as from the array of all scores, on any threads", async (ties) => {
    const scorer = new VectorScorer(world.vectors);
    const matrix = new MatrixScorer(scorer.dimensions, await scorer.scoreCatalogue(everyone));
    const options = { train: world.train, test: world.test, split, cutoffs, ties };
    const expected = await evaluateRanking(matrix, options);
    for (const threads of [1, 3]) {
      expect(await evaluateRanking(scorer, { ...options, threads })).toEqual(expected);
    }
    scorer.dots.release();
  });
});

test("names the pair whose score is NaN, stops by its signal and gives its memory back", async () => {
  const kernels = await loadKernels();
  const before = kernels?.memory.bytesInUse;
  const { train, test: heldOut, vectors } = randomWorld(5, 40, 60, 4);
  const options = { train, test: heldOut, split, cutoffs };
  const items = vectors.items.slice();
  items[59 * 4 + 1] = Number.NaN;
  const diverged = new VectorScorer({ ...vectors, items });
  const firstUser = Math.min(...heldOut.userIndex);
  await expect(evaluateRanking(diverged, options)).rejects.toThrow(InvalidScoreError);
  await expect(evaluateRanking(diverged, options)).rejects.toThrow(`userIndex ${firstUser} and itemIndex 59`);
  diverged.dots.release();
  const scorer = new VectorScorer(vectors);
  const signal = AbortSignal.abort();
  await expect(evaluateRanking(scorer, { ...options, signal })).rejects.toThrow(AbortedError);
  const progress: number[] = [];
  await evaluateRanking(scorer, { ...options, onProgress: ({ done, total }) => progress.push(done / total) });
  expect(progress.at(-1)).toBe(1);
  scorer.dots.release();
  expect(kernels?.memory.bytesInUse).toBe(before);
});
