/** Reads a CSV file of interactions, and trains an epoch on it where asked. */
import type { Interactions } from "../../src/data/interactions.js";
import { readInteractions } from "../../src/node/read-interactions.js";
import type { ReadyContender, Run } from "../harness/benchmark.js";
import { countLines } from "../workloads/large-csv.js";
import { epochRunner } from "../workloads/training.js";
import { childOptions, serveRuns } from "./serve-runs.js";

const { path, work, threads } = childOptions<{ path: string; work: string; threads: number }>();

async function read(): Promise<Interactions> {
  const { interactions } = await readInteractions(path, { format: "csv" });
  // Both are built on first use.
  if (interactions.byUser.order.length !== interactions.byItem.order.length)
    throw new Error("The indexes disagree.");
  return interactions;
}

async function train(): Promise<ReadyContender> {
  const config = { embeddingDim: 64 };
  return epochRunner(await read(), { model: "bpr-mf", config, threads });
}

const works: Readonly<Record<string, () => Promise<{ run(): Promise<Run> }>>> = {
  bytes: async () => ({ run: async () => ({ result: await countLines(path) }) }),
  read: async () => ({ run: async () => ({ result: (await read()).length }) }),
  train,
};

await serveRuns(async () => {
  const start = works[work];
  if (!start) throw new Error(`There is no work "${work}".`);
  const { run } = await start();
  return {
    unitsPerRun: 1,
    async run() {
      const answer = await run();
      const megabytes = process.resourceUsage().maxRSS / 1024;
      return { ...answer, facts: { "peak memory, MB": String(Math.round(megabytes)) } };
    },
  };
});
