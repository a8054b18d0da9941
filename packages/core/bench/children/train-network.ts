/** Training steps of one network on one backend: in a process that knows no other, as an application's does. */

import { coreLinear } from "../workloads/dense-weights.js";
import { type MultVaeSizes, multVaeSteps } from "../workloads/mult-vae-network.js";
import { neumfSteps } from "../workloads/neumf-steps.js";
import { type SasrecSizes, sasrecSteps } from "../workloads/sasrec-network.js";
import type { NeumfSizes } from "../workloads/stock-neumf.js";
import { type BackendChoice, withBackend } from "../workloads/with-backend.js";
import { childOptions, serveRuns } from "./serve-runs.js";

/** A network by its name, and the sizes that it wants. */
export type NetworkWork = BackendChoice & {
  readonly threads: number;
  readonly steps: number;
} & (
    | { readonly network: "neumf"; readonly sizes: NeumfSizes }
    | { readonly network: "sasrec"; readonly sizes: SasrecSizes }
    | { readonly network: "mult-vae"; readonly sizes: MultVaeSizes }
  );

const work = childOptions<NetworkWork>();
await serveRuns(() =>
  withBackend(work, () => {
    switch (work.network) {
      case "neumf":
        return neumfSteps(work.sizes, work);
      case "sasrec":
        return sasrecSteps(work.sizes, work.steps, coreLinear);
      case "mult-vae":
        return multVaeSteps(work.sizes, work.steps, coreLinear);
    }
  }),
);
