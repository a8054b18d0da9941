import type { Benchmark, Contender } from "../harness/benchmark.js";
import { pytorchPeers } from "../peers/pytorch-peers.js";
import { cores } from "../workloads/cores.js";
import { coreLinear, type Linear, stockLinear } from "../workloads/dense-weights.js";
import { sasrecSteps } from "../workloads/sasrec-network.js";
import { withBackend } from "../workloads/with-backend.js";

const sizes = { numItems: 3416, maxLength: 50, dim: 50, blocks: 2, batchSize: 128 };
const stock = "tfjs wasm, rows gathered outside the graph";
const all = `core, simd, ${cores} threads`;
const peers = pytorchPeers("", {
  unitsPerRun: 8 * sizes.batchSize,
  options: { ...sizes, work: "sasrec", steps: 8 },
});

/** A training step of a small transformer over item sequences. */
export const sasrec: Benchmark = {
  name: "sasrec",
  title: `SASRec, maxlen ${sizes.maxLength}, ${sizes.dim}-d, ${sizes.blocks} blocks, batch ${sizes.batchSize}`,
  unit: "sequences",
  references: [stock],
  figures: [
    {
      what: "over PyTorch",
      of: [all],
      against: peers.map(({ name }) => name),
      kind: "ratio",
      toReach: 0.5,
      goal: 1,
    },
  ],
  async prepare() {
    const contender = (
      name: string,
      how: { backend: string; threads?: number; linear: Linear; steps: number },
    ): Contender => ({
      name,
      setup: () => withBackend(how, () => sasrecSteps(sizes, how.steps, how.linear)),
    });
    return {
      workload: `${sizes.numItems.toLocaleString("en-GB")} items, random sequences, no dropout, one negative a position.`,
      contenders: [
        contender(stock, { backend: "wasm", linear: stockLinear, steps: 1 }),
        contender("core's layers, wasm", { backend: "wasm", linear: coreLinear, steps: 1 }),
        contender("core, simd, 1 thread", { backend: "simd", threads: 1, linear: coreLinear, steps: 4 }),
        contender(all, { backend: "simd", threads: cores, linear: coreLinear, steps: 4 }),
        ...peers,
      ],
    };
  },
};
