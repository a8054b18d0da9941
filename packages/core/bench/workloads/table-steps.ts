import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTraining } from "../../src/embedding/embedding-training.js";
import type { OptimizerName } from "../../src/embedding/optimizers.js";
import { zeros } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";
import type { ReadyContender } from "../harness/benchmark.js";
import { coreLinear, DenseWeights } from "./dense-weights.js";
import { rowsBatch, startTableTraining } from "./embedding-tables.js";

export interface TableSizes {
  readonly numRows: number;
  readonly dim: number;
  readonly batchSize: number;
  /** Rows that a batch draws from: other ones at each step, and as many whatever the size of the table. */
  readonly distinct: number;
}

/** Whole steps on one table: rows through a small network, gradients back, updates. */
export async function trainingSteps(
  optimizer: OptimizerName,
  sizes: TableSizes,
  steps: number,
): Promise<ReadyContender> {
  const { dim } = sizes;
  const weights = new DenseWeights(coreLinear);
  const layers = [weights.dense(dim, 64), weights.dense(64, 32)];
  const output = weights.dense(32, 1);
  return tableSteps(optimizer, sizes, {
    steps,
    gradientsOf: async (rows, update) => {
      const loss = () => {
        const hidden = layers.reduce((x, layer) => tf.relu(layer(x)), rows);
        return tf.mean(tf.softplus(output(hidden))) as tf.Scalar;
      };
      return weights.step(loss, [rows], async ([gradient]) => {
        if (gradient) await update(gradient);
      });
    },
    dispose: () => weights.dispose(),
  });
}

/** The tables' part of a step alone: gather, sum the gradients of equal rows, update. */
export async function updateSteps(
  optimizer: OptimizerName,
  sizes: TableSizes,
  steps: number,
): Promise<ReadyContender> {
  const random = createRandom(2);
  const shape: [number, number] = [sizes.batchSize, sizes.dim];
  const values = Float32Array.from({ length: shape[0] * shape[1] }, () => random.normal());
  const gradient = tf.tensor2d(values, shape);
  return tableSteps(optimizer, sizes, {
    steps,
    gradientsOf: async (_rows, update) => {
      await update(gradient);
      return 0;
    },
    dispose: () => void gradient.dispose(),
  });
}

interface StepWork {
  readonly steps: number;
  /** Hands the gradient of the rows to `update`, and answers the loss. */
  gradientsOf(rows: tf.Tensor2D, update: (gradient: tf.Tensor) => Promise<void>): Promise<number>;
  dispose(): void;
}

async function tableSteps(
  optimizer: OptimizerName,
  { numRows, dim, batchSize, distinct }: TableSizes,
  work: StepWork,
): Promise<ReadyContender> {
  const training = startTableTraining({ numRows, dim, initializer: zeros, optimizer });
  await touchEveryPage(training, { numRows, dim });
  const random = createRandom(1);
  const drawBatch = () => {
    const rows = Int32Array.from({ length: distinct }, () => random.integer(numRows));
    return rowsBatch(Int32Array.from({ length: batchSize }, () => rows[random.integer(distinct)] as number));
  };
  return {
    unitsPerRun: work.steps,
    async run() {
      const batches = Array.from({ length: work.steps }, drawBatch);
      const started = performance.now();
      let result = 0;
      for (const batch of batches) {
        const leaves = training.gather(batch);
        result = await work.gradientsOf(leaves["items"] as tf.Tensor2D, (gradient) =>
          training.update(batch, leaves, { items: gradient }),
        );
        tf.dispose(leaves);
      }
      return { result, seconds: (performance.now() - started) / 1000 };
    },
    dispose() {
      training.dispose();
      work.dispose();
    },
  };
}

/** The system gives memory out at the first write, which is no part of a step of a training that is under way. */
async function touchEveryPage(
  training: EmbeddingTraining,
  { numRows, dim }: Pick<TableSizes, "numRows" | "dim">,
): Promise<void> {
  const rowsPerPage = Math.max(1, Math.floor(4096 / (4 * dim)));
  const pages = Int32Array.from(
    { length: Math.ceil(numRows / rowsPerPage) },
    (_, page) => page * rowsPerPage,
  );
  for (let start = 0; start < pages.length; start += 4096) {
    const batch = rowsBatch(pages.slice(start, start + 4096));
    const leaves = training.gather(batch);
    const gradient = tf.ones([batch.itemIndex.length, dim]);
    await training.update(batch, leaves, { items: gradient });
    tf.dispose([...Object.values(leaves), gradient]);
  }
}
