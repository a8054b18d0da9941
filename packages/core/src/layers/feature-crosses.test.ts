import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { crossNetwork } from "./cross-network.js";
import { pairwiseInteractions } from "./pairwise-interactions.js";
import { unitRows } from "./unit-rows.js";

const random = createRandom(11);
const values = (count: number) => Array.from({ length: count }, () => random.normal());

describe("pairwiseInteractions", () => {
  it("is the sum of the dot products of all pairs of fields", () => {
    const [a, b, c] = [values(6), values(6), values(6)] as const;
    const expected = [0, 1].map((row) => {
      const at = (field: number[], d: number) => field[row * 3 + d] as number;
      let sum = 0;
      for (let d = 0; d < 3; d++) sum += at(a, d) * at(b, d) + at(a, d) * at(c, d) + at(b, d) * at(c, d);
      return sum;
    });
    const actual = tf.tidy(() =>
      Array.from(pairwiseInteractions([a, b, c].map((field) => tf.tensor2d(field, [2, 3]))).dataSync()),
    );
    for (const [row, sum] of expected.entries()) expect(actual[row]).toBeCloseTo(sum, 5);
  });

  it("finds no pair in a single field", () => {
    const none = tf.tidy(() => Array.from(pairwiseInteractions([tf.ones([2, 3])]).dataSync()));
    expect(none).toEqual([0, 0]);
  });

  it("has the gradient of finite differences", () => {
    const error = gradientError(
      (...fields) => tf.sum(tf.square(tf.add(pairwiseInteractions(fields as tf.Tensor2D[]), 1))),
      [1, 2, 3].map(() => ({ shape: [2, 3], values: values(6) })),
    );
    expect(error).toBeLessThan(1e-2);
  });
});

describe("unitRows", () => {
  it("divides each row by its length, and leaves zeros", () => {
    const rows = tf.tidy(() => Array.from(unitRows(tf.tensor2d([3, 4, 0, 0, -2, 0], [3, 2])).dataSync()));
    for (const [i, value] of [0.6, 0.8, 0, 0, -1, 0].entries()) expect(rows[i]).toBeCloseTo(value, 5);
  });

  it("has the gradient of finite differences", () => {
    const error = gradientError(
      (x) => tf.sum(tf.mul(unitRows(x as tf.Tensor2D), tf.tensor2d([1, 2, -1, 0.5, 3, 1], [2, 3]))),
      [{ shape: [2, 3], values: [0.5, -1, 2, 0.3, 0.7, -0.9] }],
    );
    expect(error).toBeLessThan(1e-2);
  });
});

describe("crossNetwork", () => {
  it.each([{ rank: undefined }, { rank: 2 }])("crosses the input with itself, rank $rank", ({ rank }) => {
    const layer = crossNetwork({ name: "c", inputs: 3, depth: 2, rank, random: createRandom(3) });
    for (const weight of Object.values(layer.weights)) {
      tf.tidy(() => weight.assign(tf.tensor(values(weight.size), weight.shape)));
    }
    const weight = (name: string) => Array.from(layer.weights[name]?.dataSync() ?? []);
    const applied = (name: string, x: number[]) => {
      const [kernel, bias] = [weight(`${name}/kernel`), weight(`${name}/bias`)];
      return bias.map((b, o) =>
        x.reduce((sum, value, i) => sum + value * (kernel[i * bias.length + o] as number), b),
      );
    };
    const mixed = (depth: number, x: number[]) =>
      rank === undefined
        ? applied(`c/${depth}`, x)
        : applied(`c/${depth}/wide`, applied(`c/${depth}/narrow`, x));
    const input = [0.5, -1, 2];
    const cross = (depth: number, x: number[]) =>
      mixed(depth, x).map((value, i) => (input[i] as number) * value + (x[i] as number));
    const expected = cross(1, cross(0, input));
    const actual = tf.tidy(() => Array.from(layer.apply(tf.tensor2d(input, [1, 3])).dataSync()));
    for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 3);
    layer.dispose();
  });

  it("has the gradient of finite differences", () => {
    const layer = crossNetwork({ name: "c", inputs: 3, depth: 2, random: createRandom(5) });
    const error = gradientError(
      (x) => tf.sum(tf.square(layer.apply(x as tf.Tensor2D))),
      [{ shape: [2, 3], values: [0.5, -1, 2, 0.3, 0.7, -0.2] }],
    );
    expect(error).toBeLessThan(1e-2);
    layer.dispose();
  });
});
