import { fileURLToPath } from "node:url";
import type { Contender } from "../harness/benchmark.js";
import { startProcess } from "../peers/process-contender.js";

export interface NodeChildOptions {
  /** The script in this folder, such as `train-model.ts`. */
  readonly script: string;
  readonly unitsPerRun: number;
  readonly options: Readonly<Record<string, unknown>>;
  /** Runs as where WebAssembly has no SIMD, so that the plain twins do the work. */
  readonly isPlain?: boolean;
}

/** A contender in a Node process of its own: for peak memory, and for the plain twins, which a process loads or not. */
export function nodeChild(
  name: string,
  { script, unitsPerRun, options, isPlain }: NodeChildOptions,
): Contender {
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  return {
    name,
    setup: () =>
      startProcess({
        command: process.execPath,
        arguments: [
          "--import=tsx",
          "--conditions=@tastemaker/source",
          ...(isPlain ? [`--import=${path("./without-simd.mjs")}`] : []),
          path(script),
          JSON.stringify(options),
        ],
        unitsPerRun,
        howToGetIt: "this checkout does not have it",
      }),
  };
}
