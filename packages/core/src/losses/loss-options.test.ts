import { readFile } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { InvalidConfigError } from "../errors/errors.js";
import { parseConfig } from "../models/build-model.js";
import { gmf } from "../models/gmf.js";
import { gradientConditions } from "../models/gradient-conditions.js";
import { createRandom } from "../random/random.js";
import { checkerboard } from "../testing/checkerboard.js";
import { approxNdcg } from "./approx-ndcg.js";
import { bprMax } from "./bpr-max.js";
import { confidenceWeightedLogistic } from "./confidence-weighted-logistic.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { lambdaRank } from "./lambda-rank.js";
import { listNet } from "./list-net.js";
import type { Loss } from "./loss.js";
import { type LossName, lossOf } from "./registry.js";
import { sampledSoftmax } from "./sampled-softmax.js";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.js";
import { warp } from "./warp.js";

describe("a loss refuses options that it cannot be taken with", () => {
  it.each<[string, (value: number) => Loss, readonly number[]]>([
    ["The delta of huber", (delta) => huber({ delta }), [0, -1]],
    ["The margin of hinge", (margin) => hinge({ margin }), [0, -1]],
    ["The margin of warp", (margin) => warp({ margin }), [0, -1]],
    ["The scoreL2 of bpr-max", (scoreL2) => bprMax({ scoreL2 }), [-1]],
    ["The alpha of confidence-weighted-logistic", (alpha) => confidenceWeightedLogistic({ alpha }), [-1]],
    ["The temperature of softmax", (temperature) => softmaxCrossEntropy({ temperature }), [0, -1]],
    ["The temperature of sampled-softmax", (temperature) => sampledSoftmax({ temperature }), [0, -1]],
    ["The temperature of approx-ndcg", (temperature) => approxNdcg({ temperature }), [0, -1]],
    ["The sigma of lambda-rank", (sigma) => lambdaRank({ sigma }), [0, -1]],
    ["The positivesPerList of list-net", (positivesPerList) => listNet({ positivesPerList }), [0, 1.5]],
    ["The positivesPerList of lambda-rank", (positivesPerList) => lambdaRank({ positivesPerList }), [0]],
    ["The positivesPerList of approx-ndcg", (positivesPerList) => approxNdcg({ positivesPerList }), [0]],
  ])("%s", (name, make, wrong) => {
    for (const value of [...wrong, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => make(value)).toThrow(InvalidConfigError);
      expect(() => make(value)).toThrow(`${name} is ${value}: it must be`);
    }
    expect(() => make(2)).not.toThrow();
  });
});

/** Of a group of a positive and two negatives, or of a list of two positives and a negative. */
function lossValue(loss: Loss): number {
  const labels = loss.name === "huber" ? [4, 1, 3] : [1, 0, 1];
  return tf.tidy(() => {
    const logits = tf.tensor2d([[0.4, 0.9, -0.3]]);
    const targets = { labels: tf.tensor2d([labels]), values: tf.tensor2d([[3, 0, 1]]), numItems: 9 };
    return loss.compute(logits, targets).dataSync()[0] as number;
  });
}

describe("a config sets the options of its loss", () => {
  it.each<[LossName, Readonly<Record<string, number>>, Loss]>([
    ["huber", { huberDelta: 0.25 }, huber({ delta: 0.25 })],
    ["confidence-weighted-logistic", { confidenceAlpha: 3 }, confidenceWeightedLogistic({ alpha: 3 })],
    ["hinge", { margin: 0.25 }, hinge({ margin: 0.25 })],
    ["warp", { margin: 0.25 }, warp({ margin: 0.25 })],
    ["bpr-max", { scoreL2: 0.25 }, bprMax({ scoreL2: 0.25 })],
    ["softmax", { temperature: 0.25 }, softmaxCrossEntropy({ temperature: 0.25 })],
    ["sampled-softmax", { temperature: 0.25 }, sampledSoftmax({ temperature: 0.25 })],
    ["approx-ndcg", { rankTemperature: 0.5 }, approxNdcg({ temperature: 0.5 })],
    ["lambda-rank", { sigma: 3 }, lambdaRank({ sigma: 3 })],
  ])("%s by %j", (loss, options, same) => {
    const task = loss === "huber" ? "rating" : "ranking";
    const configured = (config: object) =>
      lossValue(lossOf(gmf.configSchema.parse(parseConfig(gmf, task, { loss, ...config }))));
    expect(configured(options)).toBe(lossValue(same));
    expect(configured(options)).not.toBe(configured({}));
  });

  it.each(["list-net", "approx-ndcg", "lambda-rank"] as const)("%s by positivesPerList", async (name) => {
    const { train } = checkerboard(8);
    const positivesOf = async (config: object) => {
      const loss = lossOf(gmf.configSchema.parse({ loss: name, ...config }));
      const random = createRandom(1);
      const source = loss.batches({
        ...{ data: train, batchSize: 64, numNegatives: 2, sampler: undefined, random, labelOffset: 0 },
        scoresGrids: false,
      });
      source.startEpoch();
      const { labels, shape = [1, 1] } = await source.batch(0, () => Promise.reject(new Error("no scores")));
      return labels.subarray(0, shape[1]).reduce((sum, grade) => sum + grade, 0);
    };
    expect(await positivesOf({ positivesPerList: 2 })).toBe(2);
    expect(await positivesOf({})).toBe(3);
  });

  it("which the guide lists", async () => {
    const guide = await readFile(new URL("../../../../docs/guides/losses.md", import.meta.url), "utf8");
    const fields = Object.entries(gradientConditions).flatMap(([field, { unless }]) =>
      unless.startsWith("the loss is ")
        ? [{ field, names: unless.slice("the loss is ".length).split(" or ") }]
        : [],
    );
    expect(fields.length).toBe(8);
    const defaults: Readonly<Record<string, unknown>> = parseConfig(gmf, "ranking");
    for (const { field, names } of fields) {
      const row = guide
        .split("\n")
        .find((line) => line.includes(`| \`${field}\` |`) && line.startsWith("| `"));
      expect(row?.split(" | ")[0], field).toBe(`| ${names.map((name) => `\`${name}\``).join(", ")}`);
      expect(row, field).toMatch(new RegExp(`\\| ${defaults[field]} \\|$`));
    }
  });

  it.each([
    ["huber", { huberDelta: 0 }, "huberDelta: Too small"],
    ["hinge", { margin: 0 }, "margin: Too small"],
    ["softmax", { temperature: 0 }, "temperature: Too small"],
    ["approx-ndcg", { rankTemperature: 0 }, "rankTemperature: Too small"],
    ["lambda-rank", { sigma: 0 }, "sigma: Too small"],
    ["list-net", { positivesPerList: 0 }, "positivesPerList: Too small"],
  ])("%s not by %j", (loss, options, message) => {
    const task = loss === "huber" ? "rating" : "ranking";
    expect(() => parseConfig(gmf, task, { loss, ...options })).toThrow(message);
  });
});
