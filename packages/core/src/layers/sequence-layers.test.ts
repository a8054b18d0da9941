import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { causalAttention } from "./causal-attention.js";
import { dropElements, dropoutMask, seededDropout } from "./dropout.js";
import { recur } from "./gru.js";
import { normaliseRows } from "./layer-norm.js";
import { pickRows } from "./pick-rows.js";
import { sequenceConvolutions } from "./sequence-convolutions.js";

const random = createRandom(7);
const values = (count: number) => Array.from({ length: count }, () => random.normal());
const matrix = (rows: number, columns: number) => ({
  shape: [rows, columns],
  values: values(rows * columns),
});
const backends = ["simd", "wasm"] as const;

afterAll(async () => {
  await selectNodeBackend("simd");
});

/** What `compute` gives on both backends, which must agree. */
async function onBoth(compute: () => tf.Tensor[]): Promise<number[][]> {
  const results: number[][][] = [];
  for (const backend of backends) {
    await selectNodeBackend(backend);
    results.push(tf.tidy(() => compute().map((tensor) => Array.from(tensor.dataSync()))));
  }
  const [fast = [], plain = []] = results;
  for (const [i, row] of fast.entries()) {
    expect(row).toHaveLength(plain[i]?.length ?? -1);
    for (const [j, value] of row.entries()) expect(value).toBeCloseTo(plain[i]?.[j] ?? Number.NaN, 4);
  }
  return fast;
}

describe("normaliseRows", () => {
  it("gives rows of mean 0 and variance 1, scaled and shifted", async () => {
    const [row = []] = await onBoth(() => [
      normaliseRows(tf.tensor2d([1, 2, 3, 4, 5], [1, 5]), tf.fill([5], 2), tf.fill([5], 1)),
    ]);
    const expected = [-2, -1, 0, 1, 2].map((x) => (2 * x) / Math.sqrt(2) + 1);
    for (const [i, value] of row.entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 4);
  });

  it.each(backends)("has the gradient of finite differences (%s)", async (backend) => {
    await selectNodeBackend(backend);
    const weights = values(21);
    const error = gradientError(
      (x, gain, bias) =>
        tf.sum(
          tf.mul(
            normaliseRows(x as tf.Tensor2D, gain as tf.Tensor1D, bias as tf.Tensor1D),
            tf.tensor2d(weights, [3, 7]),
          ),
        ),
      [matrix(3, 7), { shape: [7], values: values(7) }, { shape: [7], values: values(7) }],
    );
    expect(error).toBeLessThan(1e-2);
  });
});

describe("dropElements", () => {
  it("keeps the share it should, scaled, the same on every backend", async () => {
    const options = { rate: 0.3, seed: 3_000_000_000 };
    const [kept = []] = await onBoth(() => [dropElements(tf.ones([40_000]), options)]);
    const share = kept.filter((value) => value !== 0).length / kept.length;
    expect(share).toBeCloseTo(0.7, 2);
    expect(new Set(kept)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(kept).toEqual(Array.from(dropoutMask(40_000, options)));
  });

  it("drops the gradient where it dropped the element", async () => {
    const options = { rate: 0.5, seed: 5 };
    const [gradient = []] = await onBoth(() => [
      tf.grad((x) => tf.sum(dropElements(x, options)))(tf.ones([50])),
    ]);
    expect(gradient).toEqual(Array.from(dropoutMask(50, options)));
  });

  it("drops others at each call, and the same for the same seed", () => {
    const draw = () => {
      const dropout = seededDropout(0.5, createRandom(1));
      return tf.tidy(() => [1, 2].map(() => Array.from(dropout.apply(tf.ones([64])).dataSync())));
    };
    const [first, second] = draw();
    expect(first).not.toEqual(second);
    expect(draw()).toEqual([first, second]);
  });
});

describe("pickRows", () => {
  it("picks rows, zeros for none, and sends the gradient back", async () => {
    const rows = Int32Array.of(2, -1, 0);
    const [picked, gradient] = await onBoth(() => {
      const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      const weights = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
      return [
        pickRows(x, rows),
        tf.grad((y) => tf.sum(tf.mul(pickRows(y as tf.Tensor2D, rows), weights)))(x),
      ];
    });
    expect(picked).toEqual([5, 6, 0, 0, 1, 2]);
    expect(gradient).toEqual([5, 6, 0, 0, 1, 2]);
  });
});

describe("causalAttention", () => {
  const offsets = Int32Array.of(0, 3, 4, 4, 10);
  const [q, k, v] = [values(10 * 4), values(10 * 4), values(10 * 4)];
  const attend = (query: number[], heads: number) => {
    const [a, b, c] = [query, k, v].map((x) => tf.tensor2d(x, [10, 4])) as [
      tf.Tensor2D,
      tf.Tensor2D,
      tf.Tensor2D,
    ];
    return causalAttention({ query: a, key: b, value: c }, { offsets }, heads);
  };

  it.each([1, 2])("weighs the values of what came before (%i heads)", async (heads) => {
    const [out = []] = await onBoth(() => [attend(q, heads)]);
    const size = 4 / heads;
    // The sixth token of the last sequence, head by head.
    for (let h = 0; h < heads; h++) {
      const at = (token: number, d: number) => token * 4 + h * size + d;
      const columns = Array.from({ length: size }, (_, d) => d);
      const scores = [4, 5, 6, 7, 8, 9].map((token) =>
        Math.exp(
          columns.reduce((sum, d) => sum + (q[at(9, d)] ?? 0) * (k[at(token, d)] ?? 0), 0) / Math.sqrt(size),
        ),
      );
      const total = scores.reduce((sum, x) => sum + x, 0);
      for (const d of columns) {
        const expected = scores.reduce((sum, x, i) => sum + (x / total) * (v[at(4 + i, d)] ?? 0), 0);
        expect(out[at(9, d)]).toBeCloseTo(expected, 4);
      }
    }
    // A sequence of one token gets that token's value.
    expect(out.slice(12, 16).map((x) => x.toFixed(4))).toEqual(v.slice(12, 16).map((x) => x.toFixed(4)));
  });

  it("does not see later tokens, nor other sequences", async () => {
    await selectNodeBackend("simd");
    const outputs = (changed: number) =>
      tf.tidy(() => {
        const shift = (x: number[]) =>
          x.map((value, i) => (i >= changed * 4 && i < changed * 4 + 4 ? value + 1 : value));
        const [a, b, c] = [q, shift(k), shift(v)].map((x) => tf.tensor2d(x, [10, 4]));
        const inputs = { query: a as tf.Tensor2D, key: b as tf.Tensor2D, value: c as tf.Tensor2D };
        return Array.from(causalAttention(inputs, { offsets }, 1).dataSync());
      });
    const before = outputs(-1);
    const after = outputs(6);
    const differs = Array.from({ length: 10 }, (_, token) =>
      [0, 1, 2, 3].some((d) => before[token * 4 + d] !== after[token * 4 + d]),
    );
    expect(differs).toEqual([false, false, false, false, false, false, true, true, true, true]);
  });

  it.each(backends)("has the gradient of finite differences (%s)", async (backend) => {
    await selectNodeBackend(backend);
    const weights = values(10 * 6);
    const error = gradientError(
      (a, b, c) => {
        const inputs = { query: a as tf.Tensor2D, key: b as tf.Tensor2D, value: c as tf.Tensor2D };
        return tf.sum(tf.mul(causalAttention(inputs, { offsets }, 2), tf.tensor2d(weights, [10, 6])));
      },
      [matrix(10, 6), matrix(10, 6), matrix(10, 6)],
    );
    expect(error).toBeLessThan(1e-2);
  });

  it("gives the gradients of wide heads and long sequences as the plain backend does", async () => {
    const long = Int32Array.of(0, 37, 60);
    const wide = [1, 2, 3].map(() => values(60 * 24));
    const weights = values(60 * 24);
    await onBoth(() =>
      tf.grads((a, b, c) => {
        const inputs = { query: a as tf.Tensor2D, key: b as tf.Tensor2D, value: c as tf.Tensor2D };
        return tf.sum(tf.mul(causalAttention(inputs, { offsets: long }, 2), tf.tensor2d(weights, [60, 24])));
      })(wide.map((x) => tf.tensor2d(x, [60, 24]))),
    );
  });
});

describe("recur", () => {
  const starts = Int32Array.of(0, 3, 5, 6);
  const inputs = [matrix(6, 12), matrix(4, 12), { shape: [12], values: values(12) }];
  const states = (x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) =>
    recur({ projected: x as tf.Tensor2D, kernel: kernel as tf.Tensor2D, bias: bias as tf.Tensor1D }, starts);

  it("follows the formula of the gates", async () => {
    const [out = []] = await onBoth(() => {
      const [x, kernel, bias] = inputs.map(({ shape, values: data }) => tf.tensor(data, shape));
      return [states(x as tf.Tensor, kernel as tf.Tensor, bias as tf.Tensor)];
    });
    const [x = [], , bias = []] = inputs.map((each) => each.values);
    const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
    // The first state of the second sequence: it starts from zeros.
    for (let unit = 0; unit < 4; unit++) {
      const part = (gate: number) => (x[12 + gate * 4 + unit] ?? 0) + (bias[gate * 4 + unit] ?? 0);
      const candidate = Math.tanh((x[12 + 8 + unit] ?? 0) + sigmoid(part(0)) * (bias[8 + unit] ?? 0));
      expect(out[4 + unit]).toBeCloseTo((1 - sigmoid(part(1))) * candidate, 4);
    }
  });

  it.each(backends)("has the gradient of finite differences (%s)", async (backend) => {
    await selectNodeBackend(backend);
    const weights = values(24);
    const error = gradientError(
      (x, kernel, bias) => tf.sum(tf.mul(states(x, kernel, bias), tf.tensor2d(weights, [6, 4]))),
      inputs,
    );
    expect(error).toBeLessThan(1e-2);
  });
});

describe("sequenceConvolutions", () => {
  const [windows, length, dim] = [2, 3, 2];
  const make = () =>
    sequenceConvolutions({
      ...{ name: "c", length, dim, horizontal: 2, vertical: 2 },
      random: createRandom(11),
    });
  const x = values(windows * length * dim);

  it("takes each filter's largest value on its way down, and weighs the rows", async () => {
    const layer = make();
    const at = (name: string, index: number) => layer.weights[`c/${name}`]?.dataSync()[index] ?? Number.NaN;
    const [out = []] = await onBoth(() => [layer.apply(tf.tensor2d(x, [windows, length * dim]))]);
    expect(layer.outputs).toBe(length * 2 + 2 * dim);
    expect(out).toHaveLength(windows * layer.outputs);
    // The second window.
    const rows = x.slice(length * dim);
    const expected: number[] = [];
    for (let height = 1; height <= length; height++) {
      for (let filter = 0; filter < 2; filter++) {
        const seen = Array.from({ length: length - height + 1 }, (_, from) => {
          const covered = rows.slice(from * dim, (from + height) * dim);
          return covered.reduce(
            (sum, each, i) => sum + each * at(`horizontal${height}/kernel`, i * 2 + filter),
            0,
          );
        });
        expected.push(Math.max(0, ...seen));
      }
    }
    for (let d = 0; d < dim; d++) {
      for (let filter = 0; filter < 2; filter++) {
        expected.push(
          [0, 1, 2].reduce(
            (sum, row) => sum + (rows[row * dim + d] ?? 0) * at("vertical", row * 2 + filter),
            0,
          ),
        );
      }
    }
    for (const [i, value] of expected.entries()) expect(out[layer.outputs + i]).toBeCloseTo(value, 4);
    layer.dispose();
  });

  it.each(backends)("has the gradient of finite differences (%s)", async (backend) => {
    await selectNodeBackend(backend);
    const layer = make();
    const weights = values(windows * layer.outputs);
    const error = gradientError(
      (input) =>
        tf.sum(tf.mul(layer.apply(input as tf.Tensor2D), tf.tensor2d(weights, [windows, layer.outputs]))),
      [{ shape: [windows, length * dim], values: x }],
    );
    expect(error).toBeLessThan(1e-2);
    layer.dispose();
  });
});
