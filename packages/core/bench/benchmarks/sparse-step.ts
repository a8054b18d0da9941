import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTraining } from "../../src/embedding/embedding-training.js";
import { type OptimizerName, optimizerNames } from "../../src/embedding/optimizers.js";
import { zeros } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";
import type { Benchmark, Contender, ReadyContender } from "../harness/benchmark.js";
import { cores } from "../workloads/cores.js";
import { rowsBatch, startTableTraining } from "../workloads/embedding-tables.js";
import { withBackend } from "../workloads/with-backend.js";

const dim = 16;
const batchSize = 4096;
const distinct = 1000;
const steps = 400;

const nameOf = (backend: string, rows: number) => `${backend}, ${rows.toLocaleString("en-GB")} rows`;

/** A step of one sparse optimizer over tables of all sizes: gather, sum the gradients of equal rows, update. */
function sparseStep(optimizer: OptimizerName): Benchmark {
  const smallest = nameOf("simd", 1e3);
  return {
    name: `sparse-${optimizer}`,
    title: `A step of sparse ${optimizer}, ${dim} dimensions, batch ${batchSize.toLocaleString("en-GB")}`,
    unit: "steps",
    references: [smallest],
    figures: [
      {
        what: "flat: the largest table over the smallest",
        of: [nameOf("simd", 1e7)],
        against: [smallest],
        kind: "ratio",
        toReach: 0.5,
        goal: 0.8,
      },
    ],
    prepare: async ({ quick }) => ({
      workload: `${batchSize.toLocaleString("en-GB")} draws from ${distinct.toLocaleString("en-GB")} rows that are other ones at each step, so that tables of all sizes have the same work.`,
      contenders: [
        ...[1e3, 1e4, 1e5, 1e6, ...(quick ? [] : [1e7])].map((rows) => contender("simd", optimizer, rows)),
        ...[1e3, ...(quick ? [] : [1e7])].map((rows) => contender("cpu", optimizer, rows)),
      ],
      notes: ["`simd` is the kernels on all threads, `cpu` the plain twin."],
    }),
  };
}

function contender(backend: string, optimizer: OptimizerName, numRows: number): Contender {
  return {
    name: nameOf(backend, numRows),
    setup: () => withBackend({ backend, threads: cores }, () => startSteps(optimizer, numRows)),
  };
}

async function startSteps(optimizer: OptimizerName, numRows: number): Promise<ReadyContender> {
  const training = startTableTraining({ numRows, dim, initializer: zeros, optimizer });
  const random = createRandom(1);
  const values = Float32Array.from({ length: batchSize * dim }, () => random.normal());
  const gradient = tf.tensor2d(values, [batchSize, dim]);
  await touchEveryPage(training, numRows);
  return {
    unitsPerRun: steps,
    async run() {
      const batches = Array.from({ length: steps }, () => {
        const rows = Int32Array.from({ length: distinct }, () => random.integer(numRows));
        return rowsBatch(
          Int32Array.from({ length: batchSize }, () => rows[random.integer(distinct)] as number),
        );
      });
      const started = performance.now();
      for (const [n, batch] of batches.entries()) {
        const leaves = training.gather(batch);
        await training.update(batch, leaves, { items: gradient });
        if (n < steps - 1) tf.dispose(leaves);
        else {
          const seconds = (performance.now() - started) / 1000;
          const result = (await leaves["items"]?.data())?.[0] ?? Number.NaN;
          tf.dispose(leaves);
          return { seconds, result };
        }
      }
      throw new Error("There was no step.");
    },
    dispose() {
      training.dispose();
      gradient.dispose();
    },
  };
}

/** The system gives memory out at the first write, which is no part of a step of a training that is under way. */
async function touchEveryPage(training: EmbeddingTraining, numRows: number): Promise<void> {
  const rowsPerPage = 4096 / (4 * dim);
  const pages = Int32Array.from(
    { length: Math.ceil(numRows / rowsPerPage) },
    (_, page) => page * rowsPerPage,
  );
  for (let start = 0; start < pages.length; start += batchSize) {
    const rows = pages.slice(start, start + batchSize);
    const [leaves, gradient] = [training.gather(rowsBatch(rows)), tf.ones([rows.length, dim])];
    await training.update(rowsBatch(rows), leaves, { items: gradient });
    tf.dispose([...Object.values(leaves), gradient]);
  }
}

/** One benchmark an optimizer: the largest tables of all of them would not fit side by side. */
export const sparseSteps: readonly Benchmark[] = optimizerNames.map(sparseStep);
