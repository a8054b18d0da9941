import type { Benchmark } from "../harness/benchmark.js";
import { cores } from "../workloads/cores.js";
import {
  coreContender,
  kerasContender,
  stockContender,
  stockOutside,
  torchContenders,
} from "../workloads/neumf-contenders.js";

const sizes = {
  numUsers: 6040,
  numItems: 3706,
  dim: 8,
  mlpDim: 8,
  hiddenUnits: [32, 16, 8],
  batchSize: 4096,
};
const all = `core, simd, ${cores} threads`;

/** Training steps of NeuMF with a small tower: little arithmetic, so all else shows. */
export const neumfSmall: Benchmark = {
  name: "neumf-small",
  title: "NeuMF, 8-d embeddings, 32-16-8, batch 4,096",
  unit: "samples",
  references: [stockOutside],
  figures: [{ what: `${cores} threads`, of: [all], kind: "rate", toReach: 1e6, goal: 2e6 }],
  async prepare() {
    return {
      workload: `${sizes.numUsers.toLocaleString("en-GB")} users × ${sizes.numItems.toLocaleString("en-GB")} items, random pairs.`,
      contenders: [
        stockContender(sizes, 4),
        coreContender("core, wasm", sizes, { backend: "wasm", threads: 1, steps: 16 }),
        coreContender("core, simd, 1 thread", sizes, { backend: "simd", threads: 1, steps: 64 }),
        ...(cores > 1 ? [coreContender(all, sizes, { backend: "simd", threads: cores, steps: 64 })] : []),
        ...torchContenders(", dense Adam", sizes, { isSparse: false, steps: 64 }),
        kerasContender(sizes, 64),
      ],
    };
  },
};
