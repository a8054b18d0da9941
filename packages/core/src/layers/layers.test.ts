import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { affine, dense } from "./dense.js";
import { rowDot } from "./row-dot.js";
import { tower } from "./tower.js";

const random = createRandom(7);
const values = (count: number) => Array.from({ length: count }, () => random.normal());

describe("affine", () => {
  it("computes x · kernel + bias, and cuts at zero for relu", () => {
    const [linear, relu] = tf.tidy(() => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const kernel = tf.tensor2d([1, -1, 0, 1, 2, -2], [2, 3]);
      const bias = tf.tensor1d([0.5, 0, -0.5]);
      return (["linear", "relu"] as const).map((activation) =>
        Array.from(affine(x, kernel, bias, activation).dataSync()),
      );
    });
    expect(linear).toEqual([3.5, 3, -4.5, 7.5, 5, -8.5]);
    expect(relu).toEqual([3.5, 3, 0, 7.5, 5, 0]);
  });

  it.each([
    { activation: "linear", backend: "simd" },
    { activation: "relu", backend: "simd" },
    { activation: "linear", backend: "wasm" },
    { activation: "relu", backend: "wasm" },
  ] as const)("has the gradient of finite differences ($activation, $backend)", async (how) => {
    await selectNodeBackend(how.backend);
    const error = gradientError(
      (x, kernel, bias) => {
        const y = affine(x as tf.Tensor2D, kernel as tf.Tensor2D, bias as tf.Tensor1D, how.activation);
        // A gradient comes in also where a ReLU gave 0: it must not pass.
        return tf.sum(tf.square(tf.add(y, 1)));
      },
      [
        { shape: [3, 4], values: [1, 2, 0.5, 1, 0.3, 1, 2, 0.7, 1.5, 0.2, 1, 1] },
        { shape: [4, 2], values: [0.5, -1, 1, -0.3, 0.2, -0.5, 0.8, -0.2] },
        { shape: [2], values: [0.1, -0.4] },
      ],
    );
    expect(error).toBeLessThan(1e-2);
  });

  afterAll(async () => {
    await selectNodeBackend("simd");
  });
});

describe("dense", () => {
  it("starts from the seed alone", () => {
    const kernelOf = (seed: number) => {
      const layer = dense({ name: "d", inputs: 3, outputs: 2, random: createRandom(seed) });
      const kernel = Array.from(layer.weights["d/kernel"]?.dataSync() ?? []);
      layer.dispose();
      return kernel;
    };
    expect(kernelOf(1)).toEqual(kernelOf(1));
    expect(kernelOf(1)).not.toEqual(kernelOf(2));
    expect(kernelOf(1)).toHaveLength(6);
  });
});

describe("rowDot", () => {
  it("multiplies row by row", () => {
    const products = tf.tidy(() =>
      Array.from(rowDot(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])).dataSync()),
    );
    expect(products).toEqual([17, 53]);
  });

  it("has the gradient of finite differences", () => {
    const error = gradientError(
      (a, c) => tf.sum(tf.square(rowDot(a as tf.Tensor2D, c as tf.Tensor2D))),
      [
        { shape: [3, 4], values: values(12) },
        { shape: [3, 4], values: values(12) },
      ],
    );
    expect(error).toBeLessThan(1e-2);
  });
});

describe("tower", () => {
  it("narrows through its hidden layers and names their weights", () => {
    const hidden = tower({ name: "t", inputs: 6, hiddenUnits: [4, 2], random: createRandom(1) });
    const shape = tf.tidy(() => hidden.apply(tf.ones([5, 6])).shape);
    expect(shape).toEqual([5, 2]);
    expect(hidden.outputs).toBe(2);
    expect(Object.keys(hidden.weights)).toEqual(["t/0/kernel", "t/0/bias", "t/1/kernel", "t/1/bias"]);
    hidden.dispose();
  });
});
