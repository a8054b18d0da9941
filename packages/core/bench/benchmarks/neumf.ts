import type { Benchmark } from "../harness/benchmark.js";
import { cores } from "../workloads/cores.js";
import {
  coreContender,
  embeddingContender,
  kerasContender,
  stockContender,
  stockOutside,
  torchContenders,
} from "../workloads/neumf-contenders.js";

const sizes = {
  numUsers: 6040,
  numItems: 3706,
  dim: 64,
  mlpDim: 64,
  hiddenUnits: [256, 128, 64],
  batchSize: 4096,
};
const million = { ...sizes, numItems: 1_000_000 };
const one = "core, simd, 1 thread";
const all = `core, simd, ${cores} threads`;
const allOfMillion = `${all}, 1,000,000 items`;
const torch = torchContenders(", dense Adam", sizes, { isSparse: false, steps: 16 });
const torchOfMillion = torchContenders(", sparse Adam, 1,000,000 items", million, {
  isSparse: true,
  steps: 8,
});

/** Training steps of NeuMF with the paper's largest embeddings: forward, backward, Adam. */
export const neumf: Benchmark = {
  name: "neumf",
  title: "NeuMF, 64-d embeddings, 256-128-64, batch 4,096",
  unit: "samples",
  references: [stockOutside],
  figures: [
    { what: "over stock tfjs", of: [all], against: [stockOutside], kind: "ratio", toReach: 18, goal: 30 },
    { what: `${cores} threads over one`, of: [all], against: [one], kind: "ratio", toReach: 1.8, goal: 1.95 },
    {
      what: "over PyTorch",
      of: [all],
      against: torch.map(({ name }) => name),
      kind: "ratio",
      toReach: 0.8,
      goal: 1.2,
    },
    {
      what: "over PyTorch, 1,000,000 items",
      of: [allOfMillion],
      against: torchOfMillion.map(({ name }) => name),
      kind: "ratio",
      toReach: 3,
      goal: 5,
    },
  ],
  async prepare({ quick }) {
    const simd = (name: string, threads: number, of = sizes) =>
      coreContender(name, of, { backend: "simd", threads, steps: 16 });
    return {
      workload: `${sizes.numUsers.toLocaleString("en-GB")} users × ${sizes.numItems.toLocaleString("en-GB")} items unless said otherwise, random pairs.`,
      contenders: [
        stockContender(sizes, 2),
        ...(quick ? [] : [embeddingContender(sizes)]),
        coreContender("core, wasm", sizes, { backend: "wasm", threads: 1, steps: 8 }),
        coreContender("core, tfjs-node", sizes, { backend: "tensorflow", threads: cores, steps: 16 }),
        simd(one, 1),
        ...(cores > 1 ? [simd(all, cores)] : []),
        ...torch,
        kerasContender(sizes, 16),
        simd(allOfMillion, cores, million),
        ...torchOfMillion,
        ...(quick
          ? []
          : torchContenders(", dense Adam, 1,000,000 items", million, { isSparse: false, steps: 1 }).slice(
              -1,
            )),
      ],
      notes: [
        "core draws its batches with their negatives and updates the tables within the step; stock tfjs is spared both, and its peers draw random indices.",
      ],
    };
  },
};
