import * as tf from "@tensorflow/tfjs";
import { afterAll, expect, it } from "vitest";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { softmaxHead } from "./softmax-head.js";

const random = createRandom(3);
const values = (count: number) => Array.from({ length: count }, () => random.normal());
const [rows, count, dim] = [5, 7, 6];
const data = [values(rows * dim), values(rows * dim), values(count * dim)];
const shapes = [
  [rows, dim],
  [rows, dim],
  [count, dim],
];
const targetIndex = Int32Array.of(4, 1, 9, 2, 30);
const negativeIndex = Int32Array.of(1, 2, 3, 4, 2, 11, 12);
const shifts = Float32Array.from(values(count));
const loss = (...tensors: tf.Tensor[]) => {
  const [states, targets, negatives] = tensors as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  return softmaxHead({ states, targets, negatives, targetIndex, negativeIndex, shifts });
};

afterAll(async () => {
  await selectNodeBackend("simd");
});

it.each(["simd", "wasm"] as const)(
  "is the cross-entropy without the target among the negatives (%s)",
  async (backend) => {
    await selectNodeBackend(backend);
    const value = tf.tidy(() => loss(...data.map((x, i) => tf.tensor(x, shapes[i]))).dataSync()[0]);
    const dot = (row: number, other: number[], at: number) =>
      Array.from(
        { length: dim },
        (_, d) => (data[0]?.[row * dim + d] ?? 0) * (other[at * dim + d] ?? 0),
      ).reduce((a, b) => a + b);
    let sum = 0;
    for (const [row, target] of targetIndex.entries()) {
      const positive = Math.exp(dot(row, data[1] ?? [], row));
      let total = positive;
      for (const [n, item] of negativeIndex.entries()) {
        if (item !== target) total += Math.exp(dot(row, data[2] ?? [], n) + (shifts[n] ?? 0));
      }
      sum -= Math.log(positive / total);
    }
    expect(value).toBeCloseTo(sum / rows, 4);
  },
);

it.each(["simd", "wasm"] as const)("has the gradient of finite differences (%s)", async (backend) => {
  await selectNodeBackend(backend);
  const error = gradientError(
    loss,
    data.map((x, i) => ({ shape: shapes[i] ?? [], values: x })),
  );
  expect(error).toBeLessThan(1e-2);
});

it("sums over blocks of rows as the plain backend does", async () => {
  const many = 1100;
  const large = [values(many * dim), values(many * dim), values(count * dim)];
  const targets = Int32Array.from({ length: many }, (_, i) => i % 5);
  const gradients = async (backend: "simd" | "wasm") => {
    await selectNodeBackend(backend);
    return tf.tidy(() =>
      tf
        .grads((...tensors) => {
          const [states, chosen, negatives] = tensors as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
          return softmaxHead({
            states,
            targets: chosen,
            negatives,
            targetIndex: targets,
            negativeIndex,
            shifts,
          });
        })(large.map((x, i) => tf.tensor2d(x, [i < 2 ? many : count, dim])))
        .map((gradient) => Array.from(gradient.dataSync(), (x) => x * many)),
    );
  };
  const [fast, plain] = [await gradients("simd"), await gradients("wasm")];
  for (const [i, gradient] of fast.entries()) {
    const worst = Math.max(...gradient.map((x, j) => Math.abs(x - (plain[i]?.[j] ?? Number.NaN))));
    expect(worst).toBeLessThan(2e-3);
  }
});
