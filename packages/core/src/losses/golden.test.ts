import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { approxNdcg } from "./approx-ndcg.js";
import { bpr } from "./bpr.js";
import { bprMax } from "./bpr-max.js";
import { confidenceWeightedLogistic } from "./confidence-weighted-logistic.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { lambdaRank } from "./lambda-rank.js";
import { listNet } from "./list-net.js";
import type { Loss } from "./loss.js";
import { meanAbsoluteError } from "./mean-absolute-error.js";
import { losses } from "./registry.js";
import { sampledSoftmax } from "./sampled-softmax.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { softplus } from "./softplus.js";
import { top1 } from "./top1.js";
import { top1Max } from "./top1-max.js";
import { warp } from "./warp.js";

interface Told {
  readonly labels?: readonly number[];
  readonly values?: readonly number[];
  readonly positiveColumn?: readonly number[];
  readonly mask?: readonly number[];
  readonly logExpectedCount?: readonly number[];
  readonly numItems?: number;
}

/** Of one row of logits, or of groups of them; what a loss is told has their shape. */
function costOf(
  loss: Loss,
  logits: readonly number[] | readonly (readonly number[])[],
  told: Told = {},
): number {
  return tf.tidy(() => {
    const x = tf.tensor(logits as number[]);
    const shaped = (values: readonly number[] | undefined) => values && tf.tensor([...values], x.shape);
    const { labels = new Array(x.size).fill(0), positiveColumn, numItems = 11 } = told;
    const targets = {
      labels: tf.tensor([...labels], x.shape),
      values: shaped(told.values),
      mask: shaped(told.mask),
      logExpectedCount: shaped(told.logExpectedCount),
      positiveColumn: positiveColumn && tf.tensor1d([...positiveColumn], "int32"),
      numItems,
    };
    return loss.compute(x, targets).dataSync()[0] as number;
  });
}

const logits = [0.5, -1.2, 2, 0.1, -0.4, 1.1];
const labels = [1, 0, 1, 0, 0, 1];
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

it("mse is the mean squared difference", () => {
  const expected = mean(logits.map((x, i) => (x - (labels[i] ?? 0)) ** 2));
  expect(costOf(losses.mse, logits, { labels })).toBeCloseTo(expected, 5);
});

it("mae is the mean size of the difference", () => {
  expect(costOf(meanAbsoluteError, [1, -2], { labels: [0, 2] })).toBeCloseTo(2.5, 6);
});

it("huber squares up to delta, and goes on straight", () => {
  // Errors of 0.5 and −3: 0.125 and 1 · (3 − ½), then 2 · (3 − 1).
  expect(costOf(huber(), [0.5, -1], { labels: [0, 2] })).toBeCloseTo((0.125 + 2.5) / 2, 6);
  expect(costOf(huber({ delta: 2 }), [0.5, -1], { labels: [0, 2] })).toBeCloseTo((0.125 + 4) / 2, 6);
});

it("bce is the mean negative log-likelihood of the labels", () => {
  const expected = mean(logits.map((x, i) => -Math.log(labels[i] === 1 ? sigmoid(x) : 1 - sigmoid(x))));
  expect(costOf(losses.bce, logits, { labels })).toBeCloseTo(expected, 5);
});

it("confidence-weighted-logistic counts a value as that many likes, and everything as passed over once", () => {
  // (1 + 3 · 2) ln 2 for the first, ln 2 for the second.
  const loss = confidenceWeightedLogistic({ alpha: 3 });
  expect(costOf(loss, [0, 0], { values: [2, 0] })).toBeCloseTo((8 * Math.LN2) / 2, 5);
  // 2 softplus(1) − 1.
  expect(costOf(confidenceWeightedLogistic(), [1], { values: [1] })).toBeCloseTo(1.626523, 5);
});

describe("pairs", () => {
  it("bpr is −log σ of the difference", () => {
    const expected = mean([0, 1, 2].map((i) => -Math.log(sigmoid((logits[i] ?? 0) - (logits[i + 3] ?? 0)))));
    expect(costOf(bpr, logits)).toBeCloseTo(expected, 5);
  });

  it("hinge asks for a margin", () => {
    expect(costOf(hinge(), [2, 0, 0.5, 0.25])).toBeCloseTo(1.25 / 2, 6);
    expect(costOf(hinge({ margin: 2 }), [2, 0, 0.5, 0.25])).toBeCloseTo((0.5 + 2.25) / 2, 6);
  });

  it("top1 adds the square of the negative", () => {
    expect(costOf(top1, [0, 0])).toBeCloseTo(1, 6);
    // σ(1) + σ(4)
    expect(costOf(top1, [1, 2])).toBeCloseTo(1.713073, 5);
  });
});

describe("groups", () => {
  // Negatives 0 and ln 3: a softmax gives them ¼ and ¾.
  const group = [[1, 0, Math.log(3)]];

  it("top1-max weighs TOP1 by the softmax of the negatives", () => {
    expect(costOf(top1Max, [[1, 0, 0]])).toBeCloseTo(0.768941, 5);
    expect(costOf(top1Max, group)).toBeCloseTo(0.25 * 0.768941 + 0.75 * 1.294391, 4);
  });

  it("bpr-max is −log of the weighted chances, and pulls the scores to zero", () => {
    // ¼ σ(1) + ¾ σ(1 − ln 3) = 0.539290
    expect(costOf(bprMax({ scoreL2: 0 }), group)).toBeCloseTo(-Math.log(0.53929), 4);
    expect(costOf(bprMax({ scoreL2: 2 }), group)).toBeCloseTo(-Math.log(0.53929) + 1.5 * Math.log(3) ** 2, 4);
  });

  it("warp weighs the first violation by the rank that it tells of", () => {
    // Found at the second of the draws from 11 items: rank 5, 1 + ½ + ⅓ + ¼ + ⅕ = 137/60.
    expect(costOf(warp(), [[0, -2, 0.5, 3]])).toBeCloseTo((137 / 60) * 1.5, 5);
    // At the first: rank 10, 7381/2520.
    expect(costOf(warp(), [[0, 0.5, 3, 3]])).toBeCloseTo((7381 / 2520) * 1.5, 5);
    expect(costOf(warp(), [[0, -2, -3, -1.5]])).toBe(0);
    expect(costOf(warp({ margin: 2 }), [[0, -2, -3, -1.5]])).toBeCloseTo((11 / 6) * 0.5, 5);
    // Over a large catalogue the sum comes from its expansion: rank 10,000.
    expect(costOf(warp(), [[0, 1]], { numItems: 10_001 })).toBeCloseTo(9.787606 * 2, 4);
  });

  it("softmax is −log of the share of the observed item", () => {
    expect(costOf(softmaxCrossEntropy(), [[0, Math.log(3)]], { positiveColumn: [1] })).toBeCloseTo(
      -Math.log(3 / 4),
      6,
    );
    const sharp = softmaxCrossEntropy({ temperature: 0.5 });
    expect(costOf(sharp, [[0, Math.log(3)]], { positiveColumn: [1] })).toBeCloseTo(-Math.log(9 / 10), 5);
  });

  it("sampled-softmax divides by how often each was expected, and leaves out accidental hits", () => {
    const logExpectedCount = [0, Math.log(2), Math.log(4)];
    // 1 against ½ and ¼.
    expect(costOf(sampledSoftmax(), [[0, 0, 0]], { logExpectedCount })).toBeCloseTo(Math.log(1.75), 6);
    expect(costOf(sampledSoftmax(), [[0, 0, 0]], { logExpectedCount, mask: [1, 1, 0] })).toBeCloseTo(
      Math.log(1.5),
      6,
    );
    // The temperature is of the logits alone: 2² against 3 · ½.
    const sharp = sampledSoftmax({ temperature: 0.5 });
    const counted = { logExpectedCount: [0, Math.log(2)] };
    expect(costOf(sharp, [[Math.log(2), 0.5 * Math.log(3)]], counted)).toBeCloseTo(-Math.log(4 / 5.5), 5);
  });
});

describe("lists", () => {
  it("list-net is the cross-entropy of the two chances to be first", () => {
    expect(costOf(listNet(), [[0, 0]], { labels: [1, 0] })).toBeCloseTo(Math.LN2, 6);
    // Of a distribution with itself: its entropy.
    expect(costOf(listNet(), [[1, 0]], { labels: [1, 0] })).toBeCloseTo(0.582203, 5);
    expect(costOf(listNet(), [[1, 0, 9]], { labels: [1, 0, 5], mask: [1, 1, 0] })).toBeCloseTo(0.582203, 5);
  });

  it("approx-ndcg is 1 − NDCG where ranks are sharp", () => {
    const sharp = approxNdcg({ temperature: 0.01 });
    expect(costOf(sharp, [[1, 3, 2]], { labels: [1, 0, 0] })).toBeCloseTo(0.5, 5);
    // DCG 1 + 3 / log₂ 3 of the ideal 3 + 1 / log₂ 3.
    expect(costOf(sharp, [[2, 1]], { labels: [1, 2] })).toBeCloseTo(1 - 2.892789 / 3.63093, 5);
    expect(costOf(sharp, [[2, 1, 9]], { labels: [1, 2, 3], mask: [1, 1, 0] })).toBeCloseTo(
      1 - 2.892789 / 3.63093,
      5,
    );
    expect(costOf(sharp, [[2, 1]], { labels: [0, 0] })).toBe(0);
  });

  it("approx-ndcg softens ranks by its temperature", () => {
    // Level with the other: rank 1.5.
    expect(costOf(approxNdcg({ temperature: 1 }), [[0, 0]], { labels: [1, 0] })).toBeCloseTo(
      1 - 1 / Math.log2(2.5),
      5,
    );
  });

  it("lambda-rank weighs a pair's cost by what swapping it would change", () => {
    const change = 1 - 1 / Math.log2(3);
    expect(costOf(lambdaRank(), [[0, 1]], { labels: [1, 0] })).toBeCloseTo(change * 1.313262, 5);
    expect(costOf(lambdaRank({ sigma: 2 }), [[0, 1]], { labels: [1, 0] })).toBeCloseTo(change * 2.126928, 5);
    // Level scores rank by position: this pair is in order already.
    expect(costOf(lambdaRank(), [[0, 0]], { labels: [1, 0] })).toBeCloseTo(change * Math.LN2, 5);
  });

  it("lambda-rank has the lambdas for its gradient", () => {
    const random = createRandom(4);
    const items = 7;
    const scores = Array.from({ length: items }, () => random.normal());
    const grades = Array.from({ length: items }, () => random.integer(4));
    const mask = Array.from({ length: items }, (_, i) => Number(i !== 2));
    const gradient = tf.tidy(() => {
      const targets = { labels: tf.tensor2d([grades]), mask: tf.tensor2d([mask]), numItems: 100 };
      return [
        ...tf
          .grad((x) => lambdaRank({ sigma: 1.5 }).compute(x, targets))(tf.tensor2d([scores]))
          .dataSync(),
      ];
    });
    const lambdas = plainLambdas({ scores, grades, mask, sigma: 1.5 });
    expect(Math.max(...lambdas.map(Math.abs))).toBeGreaterThan(0.05);
    for (const [i, lambda] of lambdas.entries()) expect(gradient[i]).toBeCloseTo(lambda, 5);
    expect(gradient[2]).toBe(0);
  });
});

interface List {
  readonly scores: readonly number[];
  readonly grades: readonly number[];
  readonly mask: readonly number[];
  readonly sigma: number;
}

/** Burges 2010, section 4: λ_i sums −σ |ΔNDCG| / (1 + e^(σ (x_i − x_j))) over the worse j, and the opposite over the better. */
function plainLambdas({ scores, grades, mask, sigma }: List): number[] {
  const there = [...scores.keys()].filter((i) => mask[i] === 1);
  const at = (values: readonly number[], i: number) => values[i] ?? Number.NaN;
  const rank = (i: number) => 1 + there.filter((j) => at(scores, j) > at(scores, i)).length;
  const gain = (i: number) => 2 ** at(grades, i) - 1;
  const ideal = there
    .map(gain)
    .sort((a, b) => b - a)
    .reduce((sum, each, i) => sum + each / Math.log2(i + 2), 0);
  const lambdas = scores.map(() => 0);
  for (const i of there) {
    for (const j of there.filter((other) => gain(i) > gain(other))) {
      const swap = (gain(i) - gain(j)) * (1 / Math.log2(1 + rank(i)) - 1 / Math.log2(1 + rank(j)));
      const lambda =
        (sigma * Math.abs(swap / ideal)) / (1 + Math.exp(sigma * (at(scores, i) - at(scores, j))));
      lambdas[i] = at(lambdas, i) - lambda;
      lambdas[j] = at(lambdas, j) + lambda;
    }
  }
  return lambdas;
}

it("softplus does not overflow", () => {
  const values = tf.tidy(() => Array.from(softplus(tf.tensor1d([-200, 0, 200])).dataSync()));
  expect(values[0]).toBe(0);
  expect(values[1]).toBeCloseTo(Math.log(2), 6);
  expect(values[2]).toBe(200);
});
