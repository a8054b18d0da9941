import { createRequire } from "node:module";
import { join } from "node:path";
import type { Interactions } from "../../src/data/interactions.js";
import type { Contender } from "../harness/benchmark.js";
import { NotInstalledError } from "../harness/not-installed-error.js";
import { peersFolder } from "../workloads/bench-folder.js";
import { howToGetPeers } from "./python-peer.js";

/** What is used of npm's `libmf`. */
interface Libmf {
  readonly Matrix: new () => { push(row: number, column: number, value: number): void };
  readonly Model: new (
    options: Readonly<Record<string, unknown>>,
  ) => { fit(data: unknown): void; q(): number[][]; destroy(): void };
  readonly Loss: { readonly ONE_CLASS_ROW: number };
}

/** Epochs between the short and the long fit: their difference is the time of these, without the preparation. */
const epochs = 4;

/**
 * BPR by npm's `libmf`. It can only be asked for a whole fit, so a run is a fit of one epoch and one of `epochs` more:
 * the difference is the epochs' time.
 */
export function libmfBpr(
  name: string,
  { userIndex, itemIndex, length }: Interactions,
  { dim, threads }: { readonly dim: number; readonly threads: number },
): Contender {
  return {
    name,
    async setup() {
      const { Matrix, Model, Loss } = await loadLibmf();
      const data = new Matrix();
      for (let i = 0; i < length; i++) data.push(userIndex[i] as number, itemIndex[i] as number, 1);
      const timedFit = (iterations: number) => {
        const model = new Model({
          loss: Loss.ONE_CLASS_ROW,
          factors: dim,
          threads,
          iterations,
          lambdaP2: 0.01,
          lambdaQ2: 0.01,
          learningRate: 0.05,
          quiet: true,
        });
        const started = performance.now();
        model.fit(data);
        const seconds = (performance.now() - started) / 1000;
        const result = model.q()[0]?.[0] ?? Number.NaN;
        model.destroy();
        return { seconds, result };
      };
      return {
        unitsPerRun: epochs * length,
        async run() {
          const short = timedFit(1);
          const long = timedFit(1 + epochs);
          return { seconds: long.seconds - short.seconds, result: long.result };
        },
      };
    },
  };
}

async function loadLibmf(): Promise<Libmf> {
  try {
    const path = createRequire(join(peersFolder, "npm", "index.js")).resolve("libmf");
    return (await import(path)) as Libmf;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new NotInstalledError("libmf", `${howToGetPeers} (${reason})`);
  }
}
