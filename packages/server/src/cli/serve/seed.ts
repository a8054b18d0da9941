import { detectDataset } from "@tastemaker/core/node";
import { generateDataset } from "../../datasets/generate-dataset.js";
import { importDataset } from "../../datasets/import-files.js";
import { failAbandonedImports } from "../../datasets/import-lock.js";
import type { ImportOptions, StartedImport } from "../../datasets/start-import.js";
import type { Store } from "../../process/open-store.js";
import { findDatasetByName } from "../../queries/datasets.js";
import { promoteModelVersion } from "../../queries/model-aliases.js";
import { findVersionByAlias } from "../../queries/model-versions.js";
import { listRuns } from "../../queries/runs.js";
import type { Dataset } from "../../schemas/dataset.js";
import { type Run, startRun as startRunSchema } from "../../schemas/run.js";
import { RunEventFeed } from "../../services/runs/run-event-feed.js";
import { startRun } from "../../services/runs/start-run.js";
import { followImport } from "../import/follow-import.js";
import { nameAfter } from "../import/name-after.js";
import type { ProgressOptions } from "../progress.js";
import { followRun } from "../train/follow-run.js";
import { type SeedRun, seedRuns } from "./seed-runs.js";
import type { ServeOptions } from "./serve-options.js";

/** A data set that a start sees to, with three models trained on it and the best of them in production. */
export interface Seed {
  readonly name: string;
  load(store: Store, options: ImportOptions): Promise<StartedImport>;
}

const demo = {
  flavour: "catalogue",
  numUsers: 1000,
  numItems: 500,
  interactionsPerUser: 40,
  seed: 1,
} as const;

const drawn: ProgressOptions = { stream: process.stderr, withoutTerminal: "lines" };

/** What the options ask for. @throws UnreadableDataError for a folder without a known data set */
export async function findSeed({ demo: isDemo, data }: ServeOptions): Promise<Seed | undefined> {
  if (data !== undefined) {
    const detected = await detectDataset(data);
    return { name: nameAfter(data), load: ({ db }, options) => importDataset(db, { ...options, detected }) };
  }
  if (!isDemo) return undefined;
  return { name: "demo", load: ({ db }, options) => generateDataset(db, { ...options, ...demo }) };
}

/** Does what of the seed is not done yet: a start that was stopped half-way is taken up where it was. */
export async function plantSeed(
  seed: Seed,
  { store, signal }: { store: Store; signal: AbortSignal },
): Promise<void> {
  const { db, projectId } = store;
  await failAbandonedImports(db);
  const found = await findDatasetByName(db.prisma, { projectId, name: seed.name });
  const dataset =
    found?.status === "READY"
      ? found
      : await followImport(seed.name, drawn, (onProgress) =>
          seed.load(store, { projectId, name: seed.name, onProgress, signal }),
        );
  const inProduction = { projectId, datasetId: dataset.id, alias: "production" } as const;
  if (await findVersionByAlias(db.prisma, inProduction)) return;
  const modelVersionId = await trainAll(dataset, { store, signal });
  if (modelVersionId === undefined) return;
  const promotion = { projectId, modelVersionId, alias: "production" } as const;
  const { modelName } = await db.prisma.$transaction((tx) => promoteModelVersion(tx, promotion));
  process.stderr.write(`In production: ${modelName}, the best on the validation part.\n`);
}

/** The id of the version with the best NDCG on the validation part: the test part chooses nothing. */
async function trainAll(
  dataset: Dataset,
  { store, signal }: { store: Store; signal: AbortSignal },
): Promise<string | undefined> {
  const { db, projectId, databaseUrl } = store;
  const runs: Run[] = [];
  for (const wanted of seedRuns(dataset)) runs.push(await findOrStartRun(store, dataset, wanted));
  const runEvents = await RunEventFeed.start(databaseUrl);
  try {
    let best: { modelVersionId: string; ndcg: number } | undefined;
    for (const run of runs) {
      const { modelVersionId, validationMetrics } = await followRun({
        ...drawn,
        db,
        runEvents,
        projectId,
        runId: run.id,
        label: `Training ${run.modelName}`,
        signal,
      });
      const ndcg = validationMetrics[`ndcg@${run.cutoffs[0]}`];
      if (ndcg !== undefined && ndcg > (best?.ndcg ?? Number.NEGATIVE_INFINITY))
        best = { modelVersionId, ndcg };
    }
    return best?.modelVersionId;
  } finally {
    await runEvents.close();
  }
}

async function findOrStartRun(store: Store, dataset: Dataset, wanted: SeedRun): Promise<Run> {
  const { db, projectId } = store;
  const runs = await listRuns(db.prisma, { projectId, datasetId: dataset.id, limit: 500 });
  const found = runs.find(
    ({ modelName, task, status }) =>
      modelName === wanted.modelName && task === "ranking" && !["FAILED", "CANCELLED"].includes(status),
  );
  if (found) return found;
  return startRun(store, { projectId, ...startRunSchema.parse({ datasetId: dataset.id, ...wanted }) });
}
