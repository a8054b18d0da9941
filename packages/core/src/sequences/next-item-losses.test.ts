import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { gradientError } from "../testing/finite-differences.js";
import { nextItemLosses, nextItemLossNames } from "./next-item-losses.js";

const random = createRandom(5);
const values = (count: number) => Array.from({ length: count }, () => random.normal());
const [rows, dim, count] = [3, 4, 5];
const states = values(rows * dim);
const targets = values(rows * dim);
const targetIndex = Int32Array.of(1, 7, 9);
// The second shared negative is the target of the first row.
const shared = { shared: true, itemIndex: Int32Array.of(4, 1, 3, 6, 8), shifts: new Float32Array(count) };
const own = { shared: false, itemIndex: new Int32Array(rows * 2), shifts: new Float32Array(0) };
const vectors = { shared: values(count * dim), own: values(rows * 2 * dim) };

/** What a config has unless told otherwise. */
const usual = { calibration: 0.75, scoreL2: 1 };
const lossOf = (
  name: (typeof nextItemLossNames)[number],
  kind: "shared" | "own",
  tensors: tf.Tensor[],
  options = usual,
) => {
  const [s, t, n] = tensors as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
  const drawn = { shared, own }[kind];
  return nextItemLosses[name](options)({
    states: s,
    targets: t,
    negatives: n,
    targetIndex,
    drawn,
    numItems: 11,
  });
};
const inputsOf = (kind: "shared" | "own") => [
  { shape: [rows, dim], values: states },
  { shape: [rows, dim], values: targets },
  { shape: [vectors[kind].length / dim, dim], values: vectors[kind] },
];
const lossAt = (name: (typeof nextItemLossNames)[number], kind: "shared" | "own", options = usual) =>
  tf.tidy(
    () =>
      lossOf(
        name,
        kind,
        inputsOf(kind).map((x) => tf.tensor(x.values, x.shape)),
        options,
      ).dataSync()[0],
  );

/** Logits of each row: the positive, and the negatives that count. */
const logits = (kind: "shared" | "own") =>
  Array.from({ length: rows }, (_, row) => {
    const dot = (other: readonly number[], at: number) =>
      Array.from(
        { length: dim },
        (__, d) => (states[row * dim + d] ?? 0) * (other[at * dim + d] ?? 0),
      ).reduce((a, b) => a + b);
    const indices = kind === "shared" ? [0, 1, 2, 3, 4] : [2 * row, 2 * row + 1];
    const counting = indices.filter((n) => kind === "own" || shared.itemIndex[n] !== targetIndex[row]);
    return { positive: dot(targets, row), negatives: counting.map((n) => dot(vectors[kind], n)) };
  });
const softplus = (x: number) => Math.log1p(Math.exp(x));
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe.each(["shared", "own"] as const)("with %s negatives", (kind) => {
  const [drawn, share] = kind === "shared" ? [5, 5 / 10] : [2, 2 / 10];

  it("softmax is the cross-entropy among the target and the negatives", () => {
    const each = logits(kind).map(({ positive, negatives }) => {
      return Math.log(sum([positive, ...negatives].map(Math.exp))) - positive;
    });
    expect(lossAt("softmax", kind)).toBeCloseTo(mean(each), 4);
  });

  it("bce judges each item alone", () => {
    const each = logits(kind).map(
      ({ positive, negatives }) => softplus(-positive) + sum(negatives.map(softplus)),
    );
    expect(lossAt("bce", kind)).toBeCloseTo(mean(each) / (1 + drawn), 4);
  });

  it("gbce weighs the positive by how few negatives there are", () => {
    for (const calibration of [0.75, 0.2, 0]) {
      const power = share * (calibration * (1 - 1 / share) + 1 / share);
      const each = logits(kind).map(
        ({ positive, negatives }) => power * softplus(-positive) + sum(negatives.map(softplus)),
      );
      const loss = lossAt("gbce", kind, { ...usual, calibration });
      expect(loss).toBeCloseTo(mean(each) / (1 + drawn), 4);
      if (calibration === 0) expect(loss).toBeCloseTo(lossAt("bce", kind) ?? 0, 6);
    }
  });

  it("bpr-max compares with the negatives that score highest", () => {
    const each = (scoreL2: number) =>
      logits(kind).map(({ positive, negatives }) => {
        const shares = negatives.map((x) => Math.exp(x) / sum(negatives.map(Math.exp)));
        const beats = sum(negatives.map((x, i) => (shares[i] ?? 0) / (1 + Math.exp(x - positive))));
        return -Math.log(beats) + scoreL2 * sum(negatives.map((x, i) => (shares[i] ?? 0) * x * x));
      });
    for (const scoreL2 of [1, 0.2])
      expect(lossAt("bpr-max", kind, { ...usual, scoreL2 })).toBeCloseTo(mean(each(scoreL2)), 3);
  });

  it.each(nextItemLossNames)("%s has the gradient of finite differences", (name) => {
    const error = gradientError((...tensors) => lossOf(name, kind, tensors), inputsOf(kind));
    expect(error).toBeLessThan(1e-2);
  });
});
