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
import { loadInteractions } from "../datasets/load-interactions.js";
import type { NewModelVersion } from "../queries/model-versions.js";
import type { Run, RunEventPayload } from "../schemas/run.js";
import { evaluateRun, monitored } from "./evaluate-run.js";
import { logTraining } from "./log-training.js";
import { type RunParts, splitForRun } from "./split-for-run.js";
import type { WorkerTools } from "./worker-tools.js";

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
  { db, artifacts, backend, threads }: Pick<WorkerTools, "db" | "artifacts" | "backend" | "threads">,
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
    await train(model, { run, parts, signal, threads, onEvent: logTraining({ append, backend }) });
    const { known, test, split } = parts;
    const { metrics, protocol } = await evaluateRun(model, { run, known, test, split, signal, threads });
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
  readonly threads: number | undefined;
  readonly onEvent: (event: TrainingEvent) => void;
}

async function train(model: Model, { run, parts, signal, threads, onEvent }: TrainOptions): Promise<void> {
  const { train: known, validation, split } = parts;
  await fit(model, known, {
    seed: run.seed,
    signal,
    threads,
    onEvent,
    ...(validation && {
      validation: {
        ...monitored(run),
        patience,
        evaluate: async (candidate) => {
          const held = { known, test: validation, split };
          const { metrics } = await evaluateRun(candidate, { run, ...held, signal, threads });
          return metrics;
        },
      },
    }),
  });
}
