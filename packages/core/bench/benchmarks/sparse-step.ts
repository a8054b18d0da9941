import { type OptimizerName, optimizerNames } from "../../src/embedding/optimizers.js";
import type { Benchmark, Contender } from "../harness/benchmark.js";
import { cores } from "../workloads/cores.js";
import { trainingSteps, updateSteps } from "../workloads/table-steps.js";
import { withBackend } from "../workloads/with-backend.js";

const dim = 16;
const batchSize = 4096;
const distinct = 1000;

/** What a step consists of, how it is set up, and how many there are in a run. */
const works = {
  step: { name: "a training step", start: trainingSteps, steps: 100 },
  update: { name: "the update alone", start: updateSteps, steps: 400 },
} as const;

const nameOf = (work: keyof typeof works, rows: number, backend = "simd") =>
  `${works[work].name}, ${backend}, ${rows.toLocaleString("en-GB")} rows`;

/** A step of one sparse optimizer over tables of all sizes. */
function sparseStep(optimizer: OptimizerName): Benchmark {
  const contender = (work: keyof typeof works, numRows: number, backend = "simd"): Contender => ({
    name: nameOf(work, numRows, backend),
    setup: () =>
      withBackend({ backend, threads: cores }, () =>
        works[work].start(optimizer, { numRows, dim, batchSize, distinct }, works[work].steps),
      ),
  });
  return {
    name: `sparse-${optimizer}`,
    title: `A step of sparse ${optimizer}, ${dim} dimensions, batch ${batchSize.toLocaleString("en-GB")}`,
    unit: "steps",
    references: [nameOf("step", 1e3)],
    figures: [
      {
        what: "flat: a training step on the largest table over one on the smallest",
        of: [nameOf("step", 1e7)],
        against: [nameOf("step", 1e3)],
        kind: "ratio",
        toReach: 0.7,
        goal: 0.9,
      },
    ],
    prepare: async ({ quick }) => {
      const largest = quick ? 1e6 : 1e7;
      return {
        workload: `${batchSize.toLocaleString("en-GB")} draws from ${distinct.toLocaleString("en-GB")} rows that are other ones at each step, so that tables of all sizes have the same work, through a network of ${dim}-64-32-1.`,
        contenders: [
          ...[1e3, 1e4, 1e5, 1e6, 1e7]
            .filter((rows) => rows <= largest)
            .map((rows) => contender("step", rows)),
          ...[1e3, 1e6].map((rows) => contender("update", rows)),
          ...[1e3, 1e6].map((rows) => contender("update", rows, "cpu")),
        ],
        notes: ["`simd` is the kernels on all threads, `cpu` the plain twin."],
      };
    },
  };
}

/** One benchmark an optimizer: the largest tables of all of them would not fit side by side. */
export const sparseSteps: readonly Benchmark[] = optimizerNames.map(sparseStep);
