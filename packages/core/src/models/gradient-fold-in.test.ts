import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { Vocabulary } from "../data/vocabulary.js";
import { EmbeddingTable } from "../embedding/embedding-table.js";
import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { rowDot } from "../layers/row-dot.js";
import { solvePositiveDefinite } from "../linear-algebra/solve-positive-definite.js";
import { binaryCrossEntropy } from "../losses/binary-cross-entropy.js";
import type { Loss } from "../losses/loss.js";
import { mse } from "../losses/mse.js";
import { pointwise } from "../losses/pointwise.js";
import { losses, lossNames } from "../losses/registry.js";
import { createRandom } from "../random/random.js";
import { dynamicHardSampler } from "../sampling/dynamic-hard.js";
import { inBatchSampler } from "../sampling/in-batch.js";
import { popularitySampler } from "../sampling/popularity.js";
import type { Sampler } from "../sampling/sampler.js";
import { checkerboard } from "../testing/checkerboard.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import { type FoldInModel, foldInTables } from "./gradient-fold-in.js";
import { itemTable, network, userTable } from "./network.js";

const [numUsers, numItems, dim] = [50, 40, 3];

/** A dot product of vectors that are spread differently in each dimension. */
function dotProductModel(loss: Loss): FoldInModel {
  const random = createRandom(4);
  const spread = (scales: readonly number[]) => (weights: Float32Array) => {
    for (let at = 0; at < weights.length; at++)
      weights[at] = (scales[at % dim] ?? 0) * (random.normal() + 0.5);
  };
  const specs = {
    user: userTable({ embeddingDim: dim, initializer: spread([0.3, 0.1, 0.6]) }),
    item: itemTable({ embeddingDim: dim, initializer: spread([1, 1, 0.5]) }),
  };
  const tables = new Map([
    ["user", new EmbeddingTable(numUsers, specs.user, random)],
    ["item", new EmbeddingTable(numItems, specs.item, random)],
  ]);
  return {
    network: network({ tables: specs, layers: [], logits: ({ user, item }) => rowDot(user, item) }),
    tables,
    loss,
    numNegatives: 4,
    labelOffset: 0.5,
    items: Vocabulary.of(Array.from({ length: numItems }, (_, item) => `i${item}`)),
  };
}

const rowsOf = (table: EmbeddingTable | undefined) => table?.weights ?? new Float32Array();

/** Of each dimension over the known users: the prior of a new one. */
function prior(model: FoldInModel): { mean: number[]; deviation: number[] } {
  const rows = rowsOf(model.tables.get("user"));
  const column = (d: number) => Array.from({ length: numUsers }, (_, user) => rows[user * dim + d] ?? 0);
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = [0, 1, 2].map((d) => average(column(d)));
  const deviation = mean.map((m, d) => Math.sqrt(average(column(d).map((value) => (value - m) ** 2))));
  return { mean, deviation };
}

test("ratings fold in near the minimum of their ridge regression around the average user", async () => {
  const model = dotProductModel(mse);
  const itemIndex = Int32Array.of(3, 1, 7, 22, 30, 31);
  const value = Float32Array.of(2, -1, 3, 0.5, 4, 1);
  const items = rowsOf(model.tables.get("item"));
  const before = items.slice();
  const folded = rowsOf((await foldInTables(model, [{ itemIndex, value }])).get("user"));
  expect(items).toEqual(before);
  // The minimum of Σ (value − offset − u · i)² + ½ Σ ((u − m) / s)².
  const { mean, deviation } = prior(model);
  const matrix = new Float64Array(dim * dim);
  const solution = new Float64Array(dim);
  for (let a = 0; a < dim; a++) {
    const precision = 1 / (deviation[a] ?? 1) ** 2;
    matrix[a * dim + a] = precision;
    solution[a] = precision * (mean[a] ?? 0);
    for (const [n, item] of itemIndex.entries()) {
      const own = items[item * dim + a] ?? 0;
      solution[a] = (solution[a] ?? 0) + 2 * own * ((value[n] ?? 0) - model.labelOffset);
      for (let b = 0; b < dim; b++) {
        matrix[a * dim + b] = (matrix[a * dim + b] ?? 0) + 2 * own * (items[item * dim + b] ?? 0);
      }
    }
  }
  solvePositiveDefinite(matrix, solution);
  const objective = (u: ArrayLike<number>) => {
    const residuals = Array.from(itemIndex, (item, n) => {
      const dot = mean.reduce((sum, _, d) => sum + (u[d] ?? 0) * (items[item * dim + d] ?? 0), 0);
      return (value[n] ?? 0) - model.labelOffset - dot;
    });
    const distances = mean.map((m, d) => ((u[d] ?? 0) - m) / (deviation[d] ?? 1));
    const squares = (values: number[]) => values.reduce((sum, each) => sum + each * each, 0);
    return squares(residuals) + squares(distances) / 2;
  };
  const least = objective(solution);
  expect(objective(folded) - least).toBeLessThan(0.05 * (objective(mean) - least));
});

test("nobody's history, and everything, is the average user", async () => {
  const everything = Int32Array.from({ length: numItems }, (_, item) => item);
  const model = dotProductModel(binaryCrossEntropy);
  const tables = await foldInTables(model, [{ itemIndex: new Int32Array() }, { itemIndex: everything }]);
  const { mean } = prior(model);
  expect([...rowsOf(tables.get("user"))]).toEqual(
    [...mean, ...mean].map((value) => expect.closeTo(value, 5)),
  );
});

test("no history sees another, however many there are, and equal ones fold in alike", async () => {
  const model = dotProductModel(binaryCrossEntropy);
  const random = createRandom(8);
  // With negatives, more rows than one step takes.
  const histories = Array.from({ length: 200 }, () => {
    const items = Array.from({ length: numItems }, (_, item) => item).filter(() => random.uniform() < 0.5);
    return { itemIndex: Int32Array.from(items) };
  });
  const together = rowsOf((await foldInTables(model, histories)).get("user"));
  for (const row of [0, 150, 199]) {
    const alone = rowsOf((await foldInTables(model, histories.slice(row, row + 1))).get("user"));
    for (let d = 0; d < dim; d++) expect(alone[d]).toBeCloseTo(together[row * dim + d] ?? Number.NaN, 5);
  }
  const [first] = histories;
  if (!first) throw new Error("There is no history.");
  const twice = rowsOf((await foldInTables(model, [first, first])).get("user"));
  expect(twice.slice(0, dim)).toEqual(twice.slice(dim));
});

test("a model that was trained with a loss of the caller's own folds in with it", async () => {
  const { train } = checkerboard(12);
  const backwards = pointwise({
    name: "backwards",
    task: "ranking",
    compute: (logits, labels) =>
      tf.losses.sigmoidCrossEntropy(labels, tf.neg(logits), undefined, 0, tf.Reduction.NONE),
  });
  const config = { optimizer: "adagrad", learningRate: 0.1, epochs: 30, batchSize: 64, embeddingDim: 4 };
  const model = createModel("biased-mf", { task: "ranking", dimensions: train, config, seed: 1 });
  await fit(model, train, { seed: 1, loss: backwards });
  const scores = await model.scoreHistories([{ itemIndex: Int32Array.of(0, 2, 4, 6) }]);
  model.dispose();
  expect(scores?.[8]).toBeLessThan(scores?.[9] ?? Number.NaN);
});

test("negatives are drawn as in training, but evenly where that takes what others have", async () => {
  const model = dotProductModel(binaryCrossEntropy);
  const histories = [{ itemIndex: Int32Array.of(1, 2, 3) }, { itemIndex: Int32Array.of(4, 9, 30, 31) }];
  const folded = async (sampler?: Sampler, ofThose = histories) =>
    rowsOf((await foldInTables({ ...model, sampler }, ofThose)).get("user"));
  const even = await folded();
  expect(await folded(popularitySampler({ power: 1 }))).toEqual(even);
  expect(await folded(inBatchSampler())).toEqual(even);
  const hard = await folded(dynamicHardSampler({ candidates: 8 }));
  const alone = await folded(dynamicHardSampler({ candidates: 8 }), histories.slice(1));
  for (let d = 0; d < dim; d++) expect(alone[d]).toBeCloseTo(hard[dim + d] ?? Number.NaN, 5);
  // What scores highest of all that a history has not is pushed down by hard negatives, more than by even ones.
  const items = rowsOf(model.tables.get("item"));
  const highest = (rows: Float32Array, row: number) => {
    const own = new Set(histories[row]?.itemIndex);
    const score = (item: number) =>
      [0, 1, 2].reduce((sum, d) => sum + (rows[row * dim + d] ?? 0) * (items[item * dim + d] ?? 0), 0);
    return Math.max(...Array.from({ length: numItems }, (_, item) => (own.has(item) ? -9 : score(item))));
  };
  for (const row of [0, 1]) expect(highest(hard, row)).toBeLessThan(highest(even, row) - 0.01);
});

test("a pass reads a bounded number of rows, whatever a loss needs of the catalogue", async () => {
  const catalogue = 4000;
  const base = dotProductModel(losses.softmax);
  const random = createRandom(3);
  const { spec } = base.tables.get("item") ?? expect.fail("There are no items.");
  const rowsRead: number[] = [];
  const model: FoldInModel = {
    ...base,
    tables: new Map([...base.tables, ["item", new EmbeddingTable(catalogue, spec, random)]]),
    items: Vocabulary.ofIndices(catalogue),
    read: (pairs) => {
      rowsRead.push(pairs.itemIndex.length);
      return pairs;
    },
  };
  const histories = Array.from({ length: 12 }, (_, n) => ({ itemIndex: Int32Array.of(n, 100 + n, 200 + n) }));
  const together = rowsOf((await foldInTables(model, histories)).get("user"));
  // Five histories of 4,000 items each are the first that are 16,384 rows.
  expect([...new Set(rowsRead)]).toEqual([5 * catalogue, 2 * catalogue]);
  expect(rowsRead).toHaveLength(3 * 20);
  const alone = rowsOf((await foldInTables(model, histories.slice(7, 8))).get("user"));
  for (let d = 0; d < dim; d++) expect(alone[d]).toBeCloseTo(together[7 * dim + d] ?? Number.NaN, 5);
});

test("a long history takes no more logits of the catalogue than a pass may", async () => {
  const catalogue = 4000;
  const { tables, ...base } = dotProductModel(losses.softmax);
  const { spec } = tables.get("item") ?? expect.fail("There are no items.");
  const shapes: number[][] = [];
  const loss: Loss = {
    ...losses.softmax,
    compute: (logits, targets) => {
      shapes.push(logits.shape);
      return losses.softmax.compute(logits, targets);
    },
  };
  const items = new EmbeddingTable(catalogue, spec, createRandom(3));
  const model = {
    ...base,
    loss,
    tables: new Map([...tables, ["item", items]]),
    items: Vocabulary.ofIndices(catalogue),
  };
  await foldInTables(model, [{ itemIndex: Int32Array.from({ length: 600 }, (_, item) => item) }]);
  const positions = Math.floor(2 ** 20 / catalogue);
  const shorter = 600 % positions;
  expect(shapes).toHaveLength(20);
  expect(new Set(shapes.map((shape) => shape.join()))).toEqual(
    new Set([`${positions},${catalogue}`, `${shorter},${catalogue}`]),
  );
});

test("softmax folds in near its minimum over all items of a history", async () => {
  const model = dotProductModel(losses.softmax);
  const itemIndex = Int32Array.from({ length: 12 }, (_, n) => 3 * n);
  const items = rowsOf(model.tables.get("item"));
  const { mean, deviation } = prior(model);
  const objective = (u: ArrayLike<number>) => {
    const score = (item: number) =>
      mean.reduce((sum, _, d) => sum + (u[d] ?? 0) * (items[item * dim + d] ?? 0), 0);
    const scores = Array.from({ length: numItems }, (_, item) => score(item));
    const all = Math.log(scores.reduce((sum, each) => sum + Math.exp(each), 0));
    const distances = mean.map((m, d) => ((u[d] ?? 0) - m) / (deviation[d] ?? 1));
    return (
      itemIndex.reduce((sum, item) => sum + all - (scores[item] ?? 0), 0) +
      distances.reduce((sum, each) => sum + each * each, 0) / 2
    );
  };
  // By steps against differences, from the mean.
  let best = [...mean];
  for (let step = 0; step < 3000; step++) {
    const slope = best.map((_, d) => {
      const moved = (by: number) => objective(best.map((value, at) => (at === d ? value + by : value)));
      return (moved(1e-4) - moved(-1e-4)) / 2e-4;
    });
    best = best.map((value, d) => value - 0.002 * (slope[d] ?? 0));
  }
  const folded = rowsOf((await foldInTables(model, [{ itemIndex }])).get("user"));
  const least = objective(best);
  expect(objective(folded) - least).toBeLessThan(0.05 * (objective(mean) - least));
});

test.each(lossNames.filter((name) => losses[name].task === "ranking"))(
  "%s folds a history in among items of its kind",
  async (name) => {
    const model = dotProductModel(losses[name]);
    // Even items point one way, odd ones the other.
    const items = rowsOf(model.tables.get("item"));
    for (let item = 0; item < numItems; item++) items[item * dim] = item % 2 === 0 ? 1 : -1;
    const histories = [0, 1].map((kind) => ({
      itemIndex: Int32Array.of(kind, 4 + kind, 10 + kind, 20 + kind),
    }));
    const folded = rowsOf((await foldInTables(model, histories)).get("user"));
    expect((folded[0] ?? 0) - (folded[dim] ?? 0)).toBeGreaterThan(0.1);
  },
);

test("says what is wrong with a history", async () => {
  const model = dotProductModel(mse);
  const folding = (...items: number[]) => foldInTables(model, [{ itemIndex: Int32Array.from(items) }]);
  await expect(folding(1, numItems)).rejects.toThrow(UnknownIdError);
  await expect(folding(1, 1)).rejects.toThrow("itemIndex 1 twice");
  const short = foldInTables(model, [{ itemIndex: Int32Array.of(1, 2), value: Float32Array.of(3) }]);
  await expect(short).rejects.toThrow(InvalidInteractionsError);
  const notFinite = { itemIndex: Int32Array.of(1), value: Float32Array.of(Number.NaN) };
  await expect(foldInTables(model, [notFinite])).rejects.toThrow("the value NaN");
});
