import { randomUUID } from "node:crypto";
import {
  AbortedError,
  createArtifact,
  createModel,
  fit,
  hashProtocol,
  type Model,
  type TrainingEvent,
} from "@tastemaker/core";
import type { ArtifactStore } from "../artifacts/artifact-store.js";
import type { Database } from "../database/open-database.js";
import { loadInteractions } from "../datasets/load-interactions.js";
import type { NewModelVersion } from "../queries/model-versions.js";
import type { Run, RunEventPayload } from "../schemas/run.js";
import { evaluateRun, monitored } from "./evaluate-run.js";
import { logTraining } from "./log-training.js";
import { type RunParts, splitForRun } from "./split-for-run.js";

export interface TrainRunOptions {
  readonly run: Run & { readonly projectId: string };
  readonly append: (payload: RunEventPayload) => void;
  readonly signal: AbortSignal;
}

/** Evaluations on the validation part without a better one before training stops. */
const patience = 5;

/**
 * Loads, splits, trains, evaluates once on the test part, and saves the artifact.
 *
 * @returns the version to register
 * @throws what loading, training and evaluation throw; AbortedError
 */
export async function trainRun(
  { db, artifacts, backend }: { db: Database; artifacts: ArtifactStore; backend: string },
  { run, append, signal }: TrainRunOptions,
): Promise<NewModelVersion> {
  const started = performance.now();
  const interactions = await loadInteractions(db.pool, { datasetId: run.datasetId, signal });
  const seconds = (performance.now() - started) / 1000;
  append({ type: "data-loaded", numInteractions: interactions.length, seconds });
  const parts = splitForRun(interactions, run);
  const { numUsers, numItems } = interactions;
  const { task, config, seed } = run;
  const model = createModel(run.modelName, { task, config, seed, dimensions: { numUsers, numItems } });
  try {
    await train(model, { run, parts, signal, onEvent: logTraining({ append, backend }) });
    const { known, test, split } = parts;
    const { metrics, protocol } = await evaluateRun(model, { run, known, test, split, signal });
    append({ type: "test-metrics", metrics: { ...metrics } });
    const artifact = await createArtifact(model, { data: parts.train, seed, protocol, metrics });
    if (signal.aborted) throw new AbortedError("The run was stopped.");
    const id = randomUUID();
    const artifactKey = await artifacts.save(id, artifact);
    return {
      id,
      projectId: run.projectId,
      datasetId: run.datasetId,
      runId: run.id,
      modelName: run.modelName,
      task,
      metrics,
      protocolHash: await hashProtocol(protocol),
      artifactKey,
    };
  } finally {
    model.dispose();
  }
}

interface TrainOptions {
  readonly run: Run;
  readonly parts: RunParts;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
}

async function train(model: Model, { run, parts, signal, onEvent }: TrainOptions): Promise<void> {
  const { train: known, validation, split } = parts;
  await fit(model, known, {
    seed: run.seed,
    signal,
    onEvent,
    ...(validation && {
      validation: {
        ...monitored(run),
        patience,
        evaluate: async (candidate) => {
          const { metrics } = await evaluateRun(candidate, { run, known, test: validation, split, signal });
          return metrics;
        },
      },
    }),
  });
}
