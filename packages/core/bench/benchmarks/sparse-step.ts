import { EmbeddingTable } from "../../src/embedding/embedding-table.js";
import { type OptimizerName, optimizerNames, optimizers } from "../../src/embedding/optimizers.js";
import { RowGradientSum } from "../../src/embedding/row-gradient-sum.js";
import { zeros } from "../../src/layers/initializers.js";
import { createRandom } from "../../src/random/random.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";

const dim = 16;
const batchSize = 4096;
const distinct = 1000;
const steps = 50;
const tableRows = [1e3, 1e4, 1e5, 1e6, 1e7];

const sizeName = (rows: number) => `${rows.toLocaleString("en-GB")} rows`;

/** A step of one sparse optimizer over tables of all sizes: gather, sum the gradients of equal rows, update. */
function sparseStep(optimizer: OptimizerName): Benchmark {
  const [smallest, largest] = [tableRows[0] as number, tableRows.at(-1) as number];
  return {
    name: `sparse-${optimizer}`,
    title: `A step of sparse ${optimizer}, ${dim} dimensions, batch ${batchSize.toLocaleString("en-GB")}`,
    unit: "steps",
    references: [sizeName(smallest)],
    figures: [
      {
        what: "flat: the largest table over the smallest",
        of: [sizeName(largest)],
        against: [sizeName(smallest)],
        kind: "ratio",
        toReach: 0.5,
        goal: 0.8,
      },
    ],
    prepare: async () => ({
      workload: `${batchSize.toLocaleString("en-GB")} draws from ${distinct.toLocaleString("en-GB")} rows that are other ones at each step, so that tables of all sizes have the same work.`,
      notes: [
        "What is left of a slope is the memory's: a row of a small table lies in a cache, a row of a large one does not.",
      ],
      contenders: tableRows.map((numRows) => sparseContender(optimizer, numRows)),
    }),
  };
}

function sparseContender(optimizer: OptimizerName, numRows: number): Contender {
  return {
    name: sizeName(numRows),
    async setup() {
      const random = createRandom(1);
      const spec = { side: "item", embeddingDim: dim, initializer: zeros, l2: 0.01 } as const;
      const table = new EmbeddingTable(numRows, spec, random);
      const rowSum = new RowGradientSum(numRows, dim);
      const rule = optimizers[optimizer].sparse({ learningRate: 0.01, numRows, dim });
      touchEveryPage(numRows, (rows) => {
        const leaves = { l2: 0, rows: new Float32Array(rows.length * dim) };
        rule.apply(table.weights, rowSum.sum(rows, new Float32Array(rows.length * dim), leaves));
      });
      const gradient = Float32Array.from({ length: batchSize * dim }, () => random.normal());
      return {
        unitsPerRun: steps,
        async run() {
          const batches = Array.from({ length: steps }, () => {
            const rows = Int32Array.from({ length: distinct }, () => random.integer(numRows));
            return Int32Array.from({ length: batchSize }, () => rows[random.integer(distinct)] as number);
          });
          const started = performance.now();
          let result = 0;
          for (const batch of batches) {
            const rows = table.gather(batch);
            rule.apply(table.weights, rowSum.sum(batch, gradient, { l2: 0.01, rows }));
            result += rows[0] as number;
          }
          return { result, seconds: (performance.now() - started) / 1000 };
        },
      };
    },
  };
}

/** The system gives memory out at the first write, which is no part of a step of a training that is under way. */
function touchEveryPage(numRows: number, update: (rows: Int32Array) => void): void {
  const rowsPerPage = 4096 / (4 * dim);
  const rows = Int32Array.from({ length: Math.ceil(numRows / rowsPerPage) }, (_, page) => page * rowsPerPage);
  for (let start = 0; start < rows.length; start += batchSize)
    update(rows.subarray(start, start + batchSize));
}

/** One benchmark an optimizer: the largest tables of all of them would not fit side by side. */
export const sparseSteps: readonly Benchmark[] = optimizerNames.map(sparseStep);
