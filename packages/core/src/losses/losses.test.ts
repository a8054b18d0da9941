import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { gradientError } from "../testing/finite-differences.js";
import { losses, lossNames } from "./registry.js";
import { softplus } from "./softplus.js";

const logits = [0.5, -1.2, 2, 0.1, -0.4, 1.1];
const labels = [1, 0, 1, 0, 0, 1];
const lossOf = (name: (typeof lossNames)[number], x: number[], y: number[]) =>
  tf.tidy(() => losses[name].compute(tf.tensor1d(x), tf.tensor1d(y)).dataSync()[0] as number);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe.each(lossNames)("%s", (name) => {
  it("has the gradient of finite differences", () => {
    const error = gradientError(
      (x) => losses[name].compute(x as tf.Tensor1D, tf.tensor1d(labels)),
      [{ shape: [logits.length], values: logits }],
    );
    expect(error).toBeLessThan(2e-3);
  });

  it("stays finite for huge logits", () => {
    expect(lossOf(name, [1e4, -1e4], [1, 0])).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(lossOf(name, [-1e4, 1e4], [1, 0])).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});

it("mse is the mean squared difference", () => {
  const expected = mean(logits.map((x, i) => (x - (labels[i] ?? 0)) ** 2));
  expect(lossOf("mse", logits, labels)).toBeCloseTo(expected, 5);
});

it("bce is the mean negative log-likelihood of the labels", () => {
  const expected = mean(logits.map((x, i) => -Math.log(labels[i] === 1 ? sigmoid(x) : 1 - sigmoid(x))));
  expect(lossOf("bce", logits, labels)).toBeCloseTo(expected, 5);
});

it("bpr compares the first half with the second, row by row", () => {
  const expected = mean([0, 1, 2].map((i) => -Math.log(sigmoid((logits[i] ?? 0) - (logits[i + 3] ?? 0)))));
  expect(lossOf("bpr", logits, labels)).toBeCloseTo(expected, 5);
});

it("softplus does not overflow", () => {
  const values = tf.tidy(() => Array.from(softplus(tf.tensor1d([-200, 0, 200])).dataSync()));
  expect(values[0]).toBe(0);
  expect(values[1]).toBeCloseTo(Math.log(2), 6);
  expect(values[2]).toBe(200);
});
