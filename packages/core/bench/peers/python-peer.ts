import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";
import { peersFolder } from "../workloads/bench-folder.js";
import { startProcess } from "./process-contender.js";

export const howToGetPeers = "sh packages/core/bench/peers/setup.sh";

export interface PythonPeerOptions {
  /** The script in this folder, such as `peer_implicit.py`. */
  readonly script: string;
  readonly unitsPerRun: number;
  /** What the script reads as its options. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A peer in a Python process of its own. Its seconds are of the work alone. */
export function pythonPeer(name: string, { script, unitsPerRun, options }: PythonPeerOptions): Contender {
  return {
    name,
    async setup() {
      const python = join(peersFolder, "venv", "bin", "python");
      if (!existsSync(python))
        throw new NotInstalledError("the Python environment of the peers", howToGetPeers);
      const path = fileURLToPath(new URL(script, import.meta.url));
      return startProcess({
        command: python,
        arguments: [path, JSON.stringify(options)],
        unitsPerRun,
        howToGetIt: howToGetPeers,
      });
    },
  };
}
