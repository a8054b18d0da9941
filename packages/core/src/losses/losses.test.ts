import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { gradientError } from "../testing/finite-differences.js";
import type { Loss, Targets } from "./loss.js";
import { type LossName, losses, lossNames } from "./registry.js";

type Logits = readonly (readonly number[])[];

const tensorOf = (values: Logits): tf.Tensor =>
  values.length === 1 ? tf.tensor1d([...(values[0] ?? [])]) : tf.tensor2d(values.map((row) => [...row]));

/** Logits in the layout of each loss, away from its kinks, and what it is told besides. */
const cases: Readonly<Record<LossName, { readonly logits: Logits; readonly targets: () => Targets }>> =
  (() => {
    const rows: Logits = [[0.5, -1.2, 2, 0.1, -0.4, 1.1]];
    const grid: Logits = [
      [0.5, -1.2, 2, 0.3],
      [0.25, -0.4, 1.1, -0.8],
    ];
    const numItems = 20;
    const single = { logits: rows, targets: () => ({ labels: tf.tensor1d([1, 0, 1, 0, 0, 1]), numItems }) };
    const rated = {
      logits: rows,
      targets: () => ({ labels: tf.tensor1d([2.7, 0, -1.5, 0.7, 2, 1.9]), numItems }),
    };
    const group = {
      logits: grid,
      targets: () => ({
        labels: tf.tensor1d([]),
        positiveColumn: tf.tensor1d([1, 2], "int32"),
        mask: tf.tensor2d([1, 1, 1, 0, 1, 1, 1, 1], [2, 4]),
        logExpectedCount: tf.tensor2d([0.2, -0.7, -1.3, 0.4], [1, 4]),
        numItems,
      }),
    };
    const list = {
      logits: grid,
      targets: () => ({
        labels: tf.tensor2d([2, 0, 1, 0, 0, 1, 0, 0], [2, 4]),
        mask: tf.tensor2d([1, 1, 1, 1, 1, 1, 1, 0], [2, 4]),
        numItems,
      }),
    };
    const valued = {
      logits: rows,
      targets: () => ({ ...single.targets(), values: tf.tensor1d([2, 0, 0.5, 0, 0, 3]) }),
    };
    return {
      mse: rated,
      mae: rated,
      huber: rated,
      bce: single,
      "confidence-weighted-logistic": valued,
      bpr: single,
      hinge: single,
      top1: single,
      "top1-max": group,
      "bpr-max": group,
      warp: group,
      softmax: group,
      "sampled-softmax": group,
      "list-net": list,
      "approx-ndcg": list,
      "lambda-rank": list,
    };
  })();

const costOf = (loss: Loss, logits: Logits, targets: () => Targets): number =>
  tf.tidy(() => loss.compute(tensorOf(logits), targets()).dataSync()[0] as number);

const shifted = (logits: Logits, by: number): Logits => logits.map((row) => row.map((x) => x + by));

describe.each(lossNames)("%s", (name) => {
  const loss = losses[name];
  const { logits, targets } = cases[name];

  // Its gradient is of a constant weight, not of the value: it has a test of its own.
  it.skipIf(name === "lambda-rank")("has the gradient of finite differences", () => {
    const { shape } = tf.tidy(() => ({ shape: tensorOf(logits).shape }));
    const error = gradientError((x) => loss.compute(x, targets()), [{ shape, values: logits.flat() }]);
    expect(error).toBeLessThan(4e-3);
    const gradient = tf.tidy(() =>
      tf
        .grad((x) => loss.compute(x, targets()))(tensorOf(logits))
        .dataSync(),
    );
    expect(gradient.some((g) => Math.abs(g) > 1e-3)).toBe(true);
  });

  it.each([1e4, -1e4])(
    "stays finite, and so does its gradient, for logits around %s times as large",
    (factor) => {
      const huge = logits.map((row) => row.map((x) => x * factor));
      expect(Number.isFinite(costOf(loss, huge, targets))).toBe(true);
      const gradient = tf.tidy(() =>
        tf
          .grad((x) => loss.compute(x, targets()))(tensorOf(huge))
          .dataSync(),
      );
      expect(gradient.every(Number.isFinite)).toBe(true);
    },
  );

  it("costs less where the logits are right", () => {
    const right = tf.tidy(() => {
      const { labels, positiveColumn } = targets();
      const columns = positiveColumn?.arraySync();
      if (!columns) return labels.rank === 1 ? [[...labels.dataSync()]] : (labels.arraySync() as number[][]);
      return columns.map((column) => Array.from({ length: 4 }, (_, c) => Number(c === column) * 3));
    });
    // Of pairs, the first half are the positives.
    const ordered = ["bpr", "hinge", "top1"].includes(name) ? [[3, 3, 3, 0, 0, 0]] : right;
    const wrong = ordered.map((row) => row.map((x) => -x));
    expect(costOf(loss, ordered, targets)).toBeLessThan(costOf(loss, wrong, targets));
  });

  it("gives back every tensor", () => {
    const before = tf.memory().numTensors;
    costOf(loss, logits, targets);
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** They order items: a constant added to all logits changes nothing. */
const ofDifferences = [
  "bpr",
  "hinge",
  "warp",
  "softmax",
  "sampled-softmax",
  "list-net",
  "approx-ndcg",
  "lambda-rank",
] as const;

it.each(ofDifferences)("%s does not change when all logits are shifted", (name) => {
  const { logits, targets } = cases[name];
  expect(costOf(losses[name], shifted(logits, 7), targets)).toBeCloseTo(
    costOf(losses[name], logits, targets),
    5,
  );
});

it.each(["mse", "bce", "top1", "bpr-max"] as const)("%s does", (name) => {
  const { logits, targets } = cases[name];
  const change = costOf(losses[name], shifted(logits, 1), targets) - costOf(losses[name], logits, targets);
  expect(Math.abs(change)).toBeGreaterThan(0.01);
});

describe("groups", () => {
  const inGroups = ["top1-max", "bpr-max", "warp", "softmax", "sampled-softmax"] as const;

  it.each(inGroups)("%s does not see what is masked", (name) => {
    const { logits, targets } = cases[name];
    const other = logits.map((row, g) => row.map((x, c) => (g === 0 && c === 3 ? 50 : x)));
    expect(costOf(losses[name], other, targets)).toBeCloseTo(costOf(losses[name], logits, targets), 6);
  });

  it.each([...inGroups, "bpr", "hinge", "top1"] as const)(
    "%s costs nothing in a group whose negatives are all masked",
    (name) => {
      const { logits } = cases["softmax"];
      const alone = () => ({
        labels: tf.tensor1d([]),
        positiveColumn: tf.tensor1d([1, 2], "int32"),
        mask: tf.tensor2d([0, 1, 0, 0, 0, 0, 1, 0], [2, 4]),
        numItems: 20,
      });
      expect(costOf(losses[name], logits, alone)).toBeCloseTo(0, 6);
    },
  );

  it.each(inGroups)("%s is the same whether the positive comes first or is pointed at", (name) => {
    const numItems = 20;
    const first = () => ({ labels: tf.tensor1d([]), numItems });
    const pointed = () => ({ ...first(), positiveColumn: tf.tensor1d([2, 2], "int32") });
    const logits = [
      [0.4, 1.3, -0.2],
      [-1, 0.2, 0.9],
    ];
    const moved = logits.map(([positive = 0, a = 0, b = 0]) => [a, b, positive]);
    expect(costOf(losses[name], moved, pointed)).toBeCloseTo(costOf(losses[name], logits, first), 6);
  });

  it.each(["bpr", "hinge", "top1"] as const)("%s is the mean over the pairs of a group", (name) => {
    const inGroup = () => ({ labels: tf.tensor1d([]), numItems: 20 });
    const asGroups = [
      [0.4, 1.3, -0.2],
      [-1, 0.2, 0.9],
    ];
    const asPairs = [[0.4, 0.4, -1, -1, 1.3, -0.2, 0.2, 0.9]];
    expect(costOf(losses[name], asGroups, inGroup)).toBeCloseTo(costOf(losses[name], asPairs, inGroup), 6);
  });
});

describe("on TensorFlow.js's WebAssembly backend", () => {
  const measured = (name: LossName) => {
    const { logits, targets } = cases[name];
    const gradient = tf.tidy(() =>
      Array.from(
        tf
          .grad((x) => losses[name].compute(x, targets()))(tensorOf(logits))
          .dataSync(),
      ),
    );
    return [costOf(losses[name], logits, targets), ...gradient];
  };
  const ownResults = new Map<LossName, number[]>();

  beforeAll(async () => {
    for (const name of lossNames) ownResults.set(name, measured(name));
    await selectNodeBackend("wasm");
  });
  afterAll(async () => {
    await tf.setBackend("simd");
  });

  it.each(lossNames)("%s has the same value and gradient", (name) => {
    const expected = ownResults.get(name) ?? [];
    const received = measured(name);
    expect(received).toHaveLength(expected.length);
    for (const [i, value] of received.entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });
});
