import type { Interactions } from "../data/interactions.js";
import { DivergedError, InvalidConfigError, InvalidScoreError, OutOfMemoryError } from "../errors/errors.js";
import { selectContext } from "../features/features.js";
import { buildModel } from "../models/build-model.js";
import type { ModelDefinition } from "../models/model.js";
import type { Random } from "../random/random.js";
import { type FitOptions, fit } from "../training/fit.js";
import type { SearchConfigsOptions } from "./search-configs-options.js";
import type { Trial, TrialOutcome } from "./search-log.js";
import type { SearchSpace } from "./search-space.js";
import { shortenedEpochs } from "./shortened-epochs.js";
import { thinRows } from "./thin-rows.js";

export interface RunTrialOptions extends SearchConfigsOptions, Pick<Trial, "configuration" | "share"> {
  /** Complete. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What is varied. */
  readonly space: SearchSpace;
  readonly random: Random;
}

/** What a configuration itself is at fault for. Anything else ends the search. */
const failures = [DivergedError, InvalidScoreError, OutOfMemoryError];

/** Trains and measures one configuration for a share of the whole. */
export async function runTrial(definition: ModelDefinition, options: RunTrialOptions): Promise<Trial> {
  const { configuration, share, config, onEvent } = options;
  await onEvent?.({ type: "trial-start", configuration, share, config });
  const started = performance.now();
  const outcome = await measure(definition, options).catch((error: unknown): TrialOutcome => {
    const failure = failures.find((kind) => error instanceof kind);
    if (!failure || !(error instanceof failure)) throw error;
    return { kind: "failed", code: error.code, message: error.message };
  });
  return { configuration, share, config, outcome, seconds: (performance.now() - started) / 1000 };
}

async function measure(definition: ModelDefinition, options: RunTrialOptions): Promise<TrialOutcome> {
  const { task, seed, threads, signal, onEvent, validation, space, configuration } = options;
  const { config, train, context } = shortened(options);
  const { numUsers, numItems } = train;
  const dimensions = { numUsers, numItems };
  const model = options.create?.(config) ?? buildModel(definition, { task, dimensions, config, seed });
  const stopping = Object.values(space).find((dimension) => dimension.kind === "early-stopped");
  try {
    let pretraining = 0;
    let measured: { metrics: Readonly<Record<string, number>>; epochs: number } | undefined;
    const result = await fit(model, train, {
      seed,
      threads,
      context,
      ...(signal && { signal }),
      ...(stopping && { validation: { ...validation, patience: stopping.patience } }),
      onEvent: async (event) => {
        // Epochs of a pretraining are not those of the config.
        if (event.type === "run-start" && typeof config["epochs"] === "number")
          pretraining = event.epochs - config["epochs"];
        if (event.type === "evaluation-end") {
          // Checked here, since a comparison with NaN would let the epoch pass as one that is no better.
          monitored(event.metrics, validation.monitor);
          if (event.best) measured = { metrics: event.metrics, epochs: event.epoch - pretraining };
        }
        await onEvent?.({ type: "training", configuration, event });
      },
    });
    const { metrics, epochs } = measured ?? {
      metrics: await validation.evaluate(model),
      epochs: result.epochs - pretraining,
    };
    return { kind: "measured", value: monitored(metrics, validation.monitor), metrics, epochs };
  } finally {
    model.dispose();
  }
}

/** @throws InvalidConfigError where the metrics lack it, InvalidScoreError where it is not finite */
function monitored(metrics: Readonly<Record<string, number>>, monitor: string): number {
  const value = metrics[monitor];
  if (value === undefined)
    throw new InvalidConfigError(
      `"${monitor}" is not among the metrics: ${Object.keys(metrics).join(", ")}.`,
    );
  if (!Number.isFinite(value)) throw new InvalidScoreError(`The metric ${monitor} is ${value}.`);
  return value;
}

/** Fewer epochs where the model has some, fewer rows where it has none. */
function shortened({ config, share, train, context, random }: RunTrialOptions): {
  config: Readonly<Record<string, unknown>>;
  train: Interactions;
  context: FitOptions["context"];
} {
  const epochs = shortenedEpochs(config, share);
  if (epochs !== undefined) return { config: { ...config, epochs }, train, context };
  if (share === 1) return { config, train, context };
  const rows = thinRows(train.length, share, random.fork("rows"));
  return { config, train: train.select(rows), context: context && selectContext(context, rows) };
}
