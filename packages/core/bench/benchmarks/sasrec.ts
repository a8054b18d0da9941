import type { Benchmark } from "../harness/benchmark.js";
import { pytorchPeers } from "../peers/pytorch-peers.js";
import { cores } from "../workloads/cores.js";
import { stockLinear } from "../workloads/dense-weights.js";
import { networkContender } from "../workloads/network-contender.js";
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
    const core = (name: string, backend: string, threads: number, steps: number) =>
      networkContender(name, { network: "sasrec", sizes, backend, threads, steps });
    return {
      workload: `${sizes.numItems.toLocaleString("en-GB")} items, random sequences, no dropout, one negative a position.`,
      contenders: [
        {
          name: stock,
          setup: () => withBackend({ backend: "wasm" }, () => sasrecSteps(sizes, 1, stockLinear)),
        },
        core("core's layers, wasm", "wasm", 1, 1),
        core("core, tfjs-node", "tensorflow", cores, 4),
        core("core, simd, 1 thread", "simd", 1, 4),
        core(all, "simd", cores, 4),
        ...peers,
      ],
    };
  },
};
