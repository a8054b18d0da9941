import type { Interactions } from "../data/interactions.js";
import { DivergedError, InvalidConfigError, InvalidScoreError, OutOfMemoryError } from "../errors/errors.js";
import { buildModel } from "../models/build-model.js";
import type { ModelDefinition } from "../models/model.js";
import type { Random } from "../random/random.js";
import { fit } from "../training/fit.js";
import type { SearchConfigsOptions } from "./search-configs-options.js";
import type { Trial, TrialOutcome } from "./search-log.js";
import type { SearchSpace } from "./search-space.js";
import { thinInteractions } from "./thin-interactions.js";

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
  const { config, train } = shortened(options);
  const { numUsers, numItems } = train;
  const dimensions = { numUsers, numItems };
  const model = options.create?.(config) ?? buildModel(definition, { task, dimensions, config, seed });
  const stopping = Object.values(space).find((dimension) => dimension.kind === "early-stopped");
  try {
    let measured: { metrics: Readonly<Record<string, number>>; epochs: number } | undefined;
    const result = await fit(model, train, {
      seed,
      threads,
      ...(signal && { signal }),
      ...(stopping && { validation: { ...validation, patience: stopping.patience } }),
      onEvent: async (event) => {
        if (event.type === "evaluation-end") {
          // Checked here, since a comparison with NaN would let the epoch pass as one that is no better.
          monitored(event.metrics, validation.monitor);
          if (event.best) measured = { metrics: event.metrics, epochs: event.epoch };
        }
        await onEvent?.({ type: "training", configuration, event });
      },
    });
    const { metrics, epochs } = measured ?? {
      metrics: await validation.evaluate(model),
      epochs: result.epochs,
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
function shortened({ config, share, train, random }: RunTrialOptions): {
  config: Readonly<Record<string, unknown>>;
  train: Interactions;
} {
  const { epochs } = config as { epochs?: unknown };
  if (typeof epochs !== "number")
    return { config, train: thinInteractions(train, share, random.fork("rows")) };
  return { config: { ...config, epochs: Math.max(1, Math.round(epochs * share)) }, train };
}
