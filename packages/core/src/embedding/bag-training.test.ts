import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { currentSimdBackend, type SimdBackend } from "../backend/simd/simd-backend.js";
import { BagBuilder, type Bags } from "../features/bags.js";
import { crossColumns } from "../features/cross-column.js";
import type { FeatureColumn } from "../features/feature-column.js";
import { normal } from "../layers/initializers.js";
import { createRandom } from "../random/random.js";
import { EmbeddingTable } from "./embedding-table.js";
import { type EmbeddingTraining, gatherRows, PlainEmbeddingTraining } from "./embedding-training.js";
import { KernelEmbeddingTraining } from "./kernel-embedding-training.js";
import { optimizerNames } from "./optimizers.js";

const numRows = 9;
const numEntities = 6;

function simd(): SimdBackend {
  const backend = currentSimdBackend();
  if (!backend) throw new Error("another backend is current");
  return backend;
}

/** Bags of 0 to 5 rows, some rows more than once, with weights of either sign. */
function drawBags(seed: number): Bags {
  const random = createRandom(seed);
  const bags = new BagBuilder();
  for (let entity = 0; entity < numEntities; entity++) {
    for (let j = 0; j < entity; j++) bags.add(random.integer(numRows), random.normal());
    bags.next();
  }
  return bags.build();
}

const columnOf = (bags: Bags | undefined): FeatureColumn => ({
  name: "drawn",
  numRows,
  bags,
  isLearned: undefined,
  encode: () => {
    throw new Error("not called");
  },
});

/** Two tables of one column of items, one of context, one of both crossed, and one of item ids. */
function tablesOf(embeddingDim: number, l2 = 0.1): Map<string, EmbeddingTable> {
  const random = createRandom(5);
  const spec = { embeddingDim, initializer: normal(1), l2 };
  return new Map([
    ["first", new EmbeddingTable(numRows, { ...spec, side: "item", column: genres }, random.fork("first"))],
    [
      "second",
      new EmbeddingTable(
        numRows,
        { ...spec, side: "item", column: genres, embeddingDim: 1 },
        random.fork("second"),
      ),
    ],
    ["moment", new EmbeddingTable(numRows, { ...spec, side: "context", column: hours }, random.fork("m"))],
    ["crossed", new EmbeddingTable(50, { ...spec, side: "pair", column: crossed }, random.fork("c"))],
    ["id", new EmbeddingTable(numEntities + 1, { ...spec, side: "item" }, random.fork("id"))],
  ]);
}

const genres = columnOf(drawBags(1));
const hours = columnOf(undefined);
const crossed = crossColumns({ side: "item", column: genres }, { side: "context", column: hours }, 50);
const contextBags = new Map([[hours, drawBags(2)]]);

const batchOf = (seed: number, rows: number) => {
  const random = createRandom(seed);
  const draw = (bound: number) => Int32Array.from({ length: rows }, () => random.integer(bound));
  const itemIndex = draw(numEntities);
  // Some ids are dropped: they read the last row.
  const itemRow = itemIndex.map((item) => (random.uniform() < 0.3 ? numEntities : item));
  return { userIndex: draw(3), itemIndex, itemRow, position: draw(numEntities) };
};

describe("gathering bags", () => {
  it("sums the weighted rows of each entity's bag", () => {
    const tables = tablesOf(3);
    const batch = batchOf(1, 8);
    const leaves = gatherRows(tables, batch, contextBags);
    const { weights } = tables.get("moment") as EmbeddingTable;
    const bags = contextBags.get(hours) as Bags;
    const expected = Array.from(batch.position, (entity) => {
      const sum = [0, 0, 0];
      for (let j = bags.offsets[entity] as number; j < (bags.offsets[entity + 1] as number); j++)
        for (let d = 0; d < 3; d++)
          sum[d] = (sum[d] ?? 0) + (bags.weights[j] ?? 0) * (weights[(bags.rows[j] ?? 0) * 3 + d] ?? 0);
      return sum;
    });
    const actual = leaves["moment"]?.arraySync() as number[][];
    for (const [i, row] of expected.entries())
      for (const [d, value] of row.entries()) expect(actual[i]?.[d]).toBeCloseTo(value, 5);
    tf.dispose(leaves);
  });

  it("says that a context is missing", () => {
    expect(() => tf.tidy(() => gatherRows(tablesOf(3), batchOf(1, 4)))).toThrow('the context "drawn"');
  });
});

async function train(training: EmbeddingTraining, batchSizes: readonly number[]): Promise<void> {
  for (const [seed, rows] of batchSizes.entries()) {
    const batch = batchOf(seed, rows);
    const leaves = training.gather(batch);
    const gradients = tf.tidy(() =>
      Object.fromEntries(
        Object.entries(leaves).map(([name, leaf]) => [name, tf.sub(tf.mul(leaf, 0.3), 0.1)] as const),
      ),
    );
    await training.update(batch, leaves, gradients);
    tf.dispose([leaves, gradients]);
  }
}

describe.each(optimizerNames)("%s on tables of features", (optimizer) => {
  it.each([1, 3, 4, 67])("by kernels as in plain TypeScript, dimension %i", async (embeddingDim) => {
    const [plain, fast] = [tablesOf(embeddingDim), tablesOf(embeddingDim)];
    const before = simd().kernels.memory.bytesInUse;
    const rule = { optimizer, learningRate: 0.05, contextBags };
    for (const training of [
      new PlainEmbeddingTraining({ tables: plain, ...rule }),
      new KernelEmbeddingTraining(simd(), { tables: fast, ...rule }),
    ]) {
      await train(training, [1, 9, 40, 0, 300]);
      training.dispose();
    }
    for (const [name, { weights }] of plain) {
      const other = fast.get(name)?.weights ?? new Float32Array();
      expect(other.length).toBe(weights.length);
      for (const [i, weight] of weights.entries()) expect(other[i]).toBeCloseTo(weight, 3);
    }
    expect(simd().kernels.memory.bytesInUse).toBe(before);
  });
});

it("steps down the gradient of the loss and of the penalty, by finite differences", async () => {
  const learningRate = 1;
  const l2 = 0.2;
  const batch = batchOf(3, 7);
  const bags = genres.bags as Bags;
  /** The mean of the sums of squares, and l2 · mean of Σ |w_j| ‖E_j‖². */
  const lossOf = (table: EmbeddingTable) => {
    const pooled = table.pool(bags, batch.itemIndex);
    let loss = pooled.reduce((sum, x) => sum + x * x, 0) / 7;
    for (const entity of batch.itemIndex)
      for (let j = bags.offsets[entity] as number; j < (bags.offsets[entity + 1] as number); j++)
        for (let d = 0; d < 2; d++)
          loss +=
            (l2 / 7) *
            Math.abs(bags.weights[j] as number) *
            (table.weights[(bags.rows[j] as number) * 2 + d] as number) ** 2;
    return loss;
  };
  const tables = new Map([["first", tablesOf(2, l2).get("first") as EmbeddingTable]]);
  const table = tables.get("first") as EmbeddingTable;
  const start = table.weights.slice();
  const numeric = Array.from(start, (weight, i) => {
    table.weights[i] = weight + 0.01;
    const above = lossOf(table);
    table.weights[i] = weight - 0.01;
    const below = lossOf(table);
    table.weights[i] = weight;
    return (above - below) / 0.02;
  });
  const training = new KernelEmbeddingTraining(simd(), { tables, optimizer: "sgd", learningRate });
  const leaves = training.gather(batch);
  const gradients = { first: tf.tidy(() => tf.mul(leaves["first"] as tf.Tensor, 2 / 7)) };
  await training.update(batch, leaves, gradients);
  training.dispose();
  tf.dispose([leaves, gradients]);
  for (const [i, gradient] of numeric.entries())
    expect((start[i] as number) - (table.weights[i] as number)).toBeCloseTo(gradient, 3);
});

it("starts rows that no training entity reads at zero", () => {
  const isLearned = Uint8Array.from({ length: numRows }, (_, row) => (row === 4 ? 0 : 1));
  const column = { ...genres, isLearned };
  const spec = { side: "item", embeddingDim: 2, initializer: normal(1), l2: 0, column } as const;
  const { weights } = new EmbeddingTable(numRows, spec, createRandom(1));
  expect([...weights].flatMap((weight, i) => (weight === 0 ? [i] : []))).toEqual([8, 9]);
});
