import { pino } from "pino";
import { openArtifactStore } from "../../artifacts/artifact-store.js";
import { readEnvironment } from "../../env.js";
import { openStore, type Store } from "../../process/open-store.js";
import { promoteModelVersion } from "../../queries/model-aliases.js";
import { getModelVersion } from "../../queries/model-versions.js";
import type { ModelVersion } from "../../schemas/model.js";
import { type Run, startRun as startRunSchema } from "../../schemas/run.js";
import { cancelRun } from "../../services/runs/cancel-run.js";
import { RunEventFeed } from "../../services/runs/run-event-feed.js";
import { startRun } from "../../services/runs/start-run.js";
import { startWorker } from "../../worker.js";
import { UsageError } from "../errors.js";
import { findReadyDataset } from "../find-dataset.js";
import { metricsTable } from "../metrics-table.js";
import { followRun } from "./follow-run.js";
import type { TrainOptions } from "./train-options.js";

export async function runTrain(options: TrainOptions, signal: AbortSignal): Promise<void> {
  const split = splitOf(options);
  const environment = readEnvironment();
  const store = await openStore(environment, tell);
  try {
    const dataset = await findReadyDataset(store, options.dataset);
    const wanted = startRunSchema.parse({
      datasetId: dataset.id,
      modelName: options.model,
      task: options.task,
      config: { ...options.config, ...options.set },
      split,
      cutoffs: options.k,
      seed: options.seed,
    });
    const run = await startRun(store, { projectId: store.projectId, ...wanted });
    const worker = options.worker
      ? await startWorker({
          ...store,
          artifacts: openArtifactStore(environment),
          log: pino({ level: "silent" }),
          threads: environment.threads,
        })
      : undefined;
    try {
      const version = await follow(store, run, { options, signal });
      process.stdout.write(options.json ? `${JSON.stringify(version)}\n` : printVersion(version));
    } finally {
      await worker?.close();
    }
  } finally {
    await store.close();
  }
}

async function follow(
  store: Store,
  run: Run,
  { options, signal }: { options: TrainOptions; signal: AbortSignal },
): Promise<ModelVersion> {
  const { db, projectId, databaseUrl } = store;
  const runEvents = await RunEventFeed.start(databaseUrl);
  try {
    const { modelVersionId } = await followRun({
      db,
      runEvents,
      projectId,
      runId: run.id,
      label: `Training ${run.modelName} on ${run.datasetName}`,
      withoutTerminal: "silent",
      stream: process.stderr,
      signal,
    });
    const alias = options.promote;
    return alias === undefined
      ? await getModelVersion(db.prisma, { projectId, modelVersionId })
      : await db.prisma.$transaction((tx) => promoteModelVersion(tx, { projectId, modelVersionId, alias }));
  } catch (error) {
    // Ctrl-C: nobody waits for the result any more. A run that has ended by now stays as it is.
    if (signal.aborted) await cancelRun(store, { projectId, runId: run.id }).catch(() => {});
    throw error;
  } finally {
    await runEvents.close();
  }
}

function splitOf({ split, testFraction, perUser }: TrainOptions): Run["split"] {
  if (testFraction !== undefined && split !== "random") {
    throw new UsageError(`--test-fraction belongs to --split random, and the split is ${split}.`);
  }
  if (perUser !== undefined && split !== "n-held-out") {
    throw new UsageError(`--per-user belongs to --split n-held-out, and the split is ${split}.`);
  }
  if (testFraction !== undefined && !(testFraction > 0 && testFraction < 1)) {
    throw new UsageError(`--test-fraction is ${testFraction}: give a number between 0 and 1, such as 0.2.`);
  }
  switch (split) {
    case "random":
      return { kind: split, testFraction: testFraction ?? 0.2 };
    case "n-held-out":
      return { kind: split, perUser: perUser ?? 5 };
    case "leave-last-out":
      return { kind: split };
  }
}

function printVersion({
  version,
  datasetName,
  modelName,
  metrics,
  aliases,
  protocolHash,
}: ModelVersion): string {
  const named = aliases.length > 0 ? `, now ${aliases.join(" and ")}` : "";
  return `Version ${version} of ${datasetName}: ${modelName}${named}. On held-out interactions (protocol ${protocolHash.slice(0, 12)}):\n${metricsTable(metrics)}\n`;
}

const tell = (notice: string) => process.stderr.write(`${notice}\n`);
