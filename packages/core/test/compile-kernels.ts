import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Compiles the kernels before the tests of a checkout that has not been built, or whose kernels have changed. */
export function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/build-kernels.mjs", import.meta.url))]);
}
