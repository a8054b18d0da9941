import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Contender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";
import { peersFolder } from "../workloads/bench-folder.js";
import { startProcess } from "./process-contender.js";

export interface BprFloorOptions {
  /** The file of the pairs. */
  readonly pairs: string;
  readonly numPairs: number;
  readonly numUsers: number;
  readonly numItems: number;
  readonly dim: number;
  /** Blocks of users, and as many of items, that are visited cell by cell; 1 is a plain shuffle of the pairs. */
  readonly blocks: number;
}

/** `-ffast-math` lets the compiler add the products of a dot product in vectors, as the kernel does. */
const flags = ["-O3", "-march=native", "-ffast-math"];

/** The same loop as this machine's C compiler makes it, on one thread: how fast it can be. */
export function bprFloor(name: string, options: BprFloorOptions): Contender {
  return {
    name,
    async setup() {
      const { pairs, numPairs, numUsers, numItems, dim, blocks } = options;
      return startProcess({
        command: await compileFloor(),
        arguments: [pairs, ...[numUsers, numItems, dim, blocks].map(String)],
        unitsPerRun: numPairs,
        howToGetIt: "it is compiled from bench/peers/bpr.c",
      });
    },
  };
}

/** @returns the path of the program */
async function compileFloor(): Promise<string> {
  mkdirSync(peersFolder, { recursive: true });
  const source = fileURLToPath(new URL("./bpr.c", import.meta.url));
  const program = join(peersFolder, "bpr");
  try {
    await promisify(execFile)("cc", [...flags, "-o", program, source, "-lm"]);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing) throw error;
    throw new NotInstalledError("a C compiler (cc)", "apt-get install gcc");
  }
  return program;
}
