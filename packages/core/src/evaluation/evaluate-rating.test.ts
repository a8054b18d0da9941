import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { AbortedError, InvalidInteractionsError, InvalidScoreError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { evaluateRating } from "./evaluate-rating.js";
import type { SplitSpec } from "./protocol.js";

const split: SplitSpec = { kind: "random", testFraction: 0.2, seed: 1 };
const dimensions = { numUsers: 3, numItems: 2 };
const scorer = new MatrixScorer(dimensions, Float32Array.of(1, 2, 3, 4, 5, 6));
const heldOut = new Interactions(Vocabulary.of(["ann", "bob", "cy"]), Vocabulary.of(["a", "b"]), {
  userIndex: Int32Array.of(2, 0, 2),
  itemIndex: Int32Array.of(0, 1, 1),
  value: Float32Array.of(4, 2, 9),
});

test("means are over rows, and each user has his own", async () => {
  // Errors: cy 5 − 4 = 1 and 6 − 9 = −3, ann 2 − 2 = 0.
  const result = await evaluateRating(scorer, { test: heldOut, split });
  expect(result.metrics).toEqual({ rmse: Math.sqrt(10 / 3), mae: 4 / 3 });
  expect(result.users).toEqual(Int32Array.of(0, 2));
  expect(result.perUser.get("rmse")).toEqual(Float32Array.of(0, Math.sqrt(5)));
  expect(result.perUser.get("mae")).toEqual(Float32Array.of(0, 2));
  expect(result).toMatchObject({ numEvaluated: 3, sampled: false, protocol: { task: "rating", split } });
});

test("many calls give the numbers of one", async () => {
  const random = createRandom(2);
  const numRows = 150_000;
  const large = new Interactions(heldOut.users, heldOut.items, {
    userIndex: Int32Array.from({ length: numRows }, () => random.integer(3)),
    itemIndex: Int32Array.from({ length: numRows }, () => random.integer(2)),
    value: Float32Array.from({ length: numRows }, () => random.integer(5)),
  });
  let squared = 0;
  let absolute = 0;
  for (let row = 0; row < numRows; row++) {
    const cell = (large.userIndex[row] as number) * 2 + (large.itemIndex[row] as number);
    const error = (scorer.scores[cell] as number) - (large.value[row] as number);
    squared += error * error;
    absolute += Math.abs(error);
  }
  const progress: number[] = [];
  const { metrics } = await evaluateRating(scorer, {
    test: large,
    split,
    onProgress: ({ done }) => progress.push(done),
  });
  expect(metrics["rmse"]).toBeCloseTo(Math.sqrt(squared / numRows), 10);
  expect(metrics["mae"]).toBeCloseTo(absolute / numRows, 10);
  expect(progress).toEqual([65_536, 131_072, 150_000]);
});

test("refuses an empty test, other dimensions, and a prediction that is not finite", async () => {
  const empty = heldOut.select(new Int32Array());
  await expect(evaluateRating(scorer, { test: empty, split })).rejects.toThrow(InvalidInteractionsError);
  const smaller = new MatrixScorer({ numUsers: 2, numItems: 2 }, new Float32Array(4));
  await expect(evaluateRating(smaller, { test: heldOut, split })).rejects.toThrow(InvalidInteractionsError);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const diverged = new MatrixScorer(dimensions, scorer.scores.slice().fill(value, 4, 5));
    await expect(evaluateRating(diverged, { test: heldOut, split })).rejects.toThrow(InvalidScoreError);
  }
  const infinite = new MatrixScorer(dimensions, scorer.scores.slice().fill(Number.NEGATIVE_INFINITY, 4, 5));
  await expect(evaluateRating(infinite, { test: heldOut, split })).rejects.toThrow(
    'the user "cy" and the item "a" is -Infinity',
  );
});

test("a signal stops it", async () => {
  const signal = AbortSignal.abort();
  await expect(evaluateRating(scorer, { test: heldOut, split, signal })).rejects.toThrow(AbortedError);
});
