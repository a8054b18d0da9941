import { createInterface } from "node:readline";
import type { ReadyContender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";

/** The options that the harness started this process with. */
export function childOptions<Options>(): Options {
  return JSON.parse(process.argv[2] ?? "{}") as Options;
}

/** Sets up, then does the work once for each line that the harness sends, timed unless it times itself. */
export async function serveRuns(setup: () => Promise<ReadyContender>): Promise<void> {
  const ready = await setup().catch((error: unknown) => {
    if (!(error instanceof NotInstalledError)) throw error;
    console.log(JSON.stringify({ missing: error.missing }));
    process.exit(0);
  });
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "run") break;
    const started = performance.now();
    const answer = await ready.run();
    const seconds = answer.seconds ?? (performance.now() - started) / 1000;
    console.log(JSON.stringify({ ...answer, seconds }));
  }
  process.exit(0);
}
