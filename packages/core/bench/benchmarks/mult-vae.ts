import type { Benchmark } from "../harness/benchmark.js";
import { pytorchPeers } from "../peers/pytorch-peers.js";
import { cores } from "../workloads/cores.js";
import { stockLinear } from "../workloads/dense-weights.js";
import { multVaeSteps } from "../workloads/mult-vae-network.js";
import { networkContender } from "../workloads/network-contender.js";
import { withBackend } from "../workloads/with-backend.js";

const sizes = { numItems: 3706, hidden: 600, latent: 200, batchSize: 500, density: 0.044 };
const stock = "tfjs wasm";
const all = `core, simd, ${cores} threads`;
const peers = pytorchPeers("", {
  unitsPerRun: 2 * sizes.batchSize,
  options: { ...sizes, work: "mult-vae", steps: 2 },
});

/** A training step of a variational autoencoder over whole users: large dense products, and little else. */
export const multVae: Benchmark = {
  name: "mult-vae",
  title: `Mult-VAE, ${sizes.hidden} hidden, ${sizes.latent} latent, batch ${sizes.batchSize}`,
  unit: "users",
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
      networkContender(name, { network: "mult-vae", sizes, backend, threads, steps });
    return {
      workload: `${sizes.numItems.toLocaleString("en-GB")} items, random users of ${Math.round(sizes.density * sizes.numItems)} items, no dropout.`,
      contenders: [
        {
          name: stock,
          setup: () => withBackend({ backend: "wasm" }, () => multVaeSteps(sizes, 1, stockLinear)),
        },
        core("core's layers, wasm", "wasm", 1, 1),
        core("core, tfjs-node", "tensorflow", cores, 2),
        core("core, simd, 1 thread", "simd", 1, 2),
        core(all, "simd", cores, 2),
        ...peers,
      ],
    };
  },
};
