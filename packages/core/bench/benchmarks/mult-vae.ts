import type { Benchmark, Contender } from "../harness/benchmark.js";
import { pytorchPeers } from "../peers/pytorch-peers.js";
import { cores } from "../workloads/cores.js";
import { coreLinear, type Linear, stockLinear } from "../workloads/dense-weights.js";
import { multVaeSteps } from "../workloads/mult-vae-network.js";
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
    const contender = (
      name: string,
      how: { backend: string; threads?: number; linear: Linear; steps: number },
    ): Contender => ({
      name,
      setup: () => withBackend(how, () => multVaeSteps(sizes, how.steps, how.linear)),
    });
    return {
      workload: `${sizes.numItems.toLocaleString("en-GB")} items, random users of ${Math.round(sizes.density * sizes.numItems)} items, no dropout.`,
      contenders: [
        contender(stock, { backend: "wasm", linear: stockLinear, steps: 1 }),
        contender("core's layers, wasm", { backend: "wasm", linear: coreLinear, steps: 1 }),
        contender("core, simd, 1 thread", { backend: "simd", threads: 1, linear: coreLinear, steps: 2 }),
        contender(all, { backend: "simd", threads: cores, linear: coreLinear, steps: 2 }),
        ...peers,
      ],
    };
  },
};
