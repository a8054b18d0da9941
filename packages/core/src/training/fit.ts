import type { Interactions } from "../data/interactions.js";
import {
  AbortedError,
  DivergedError,
  InvalidConfigError,
  InvalidFeaturesError,
  InvalidInteractionsError,
} from "../errors/errors.js";
import type { ContextRecords } from "../features/features.js";
import type { Loss } from "../losses/loss.js";
import type { Model, TrainingSession } from "../models/model.js";
import { createRandom } from "../random/random.js";
import type { Sampler, SamplerName } from "../sampling/sampler.js";
import { EarlyStopping } from "./early-stopping.js";
import type { TrainingEvent } from "./events.js";
import { yieldToEventLoop } from "./yield-to-event-loop.js";

/** How a training is measured while it runs, and when it stops. */
export interface Validation {
  /** Measures the model after an epoch, on data that is neither trained on nor the test. */
  evaluate(model: Model): Promise<Readonly<Record<string, number>>>;
  /** The metric that decides which epoch was best, such as `ndcg@10`. */
  readonly monitor: string;
  readonly mode: "max" | "min";
  /** Evaluations without a better one before training stops. Unset: all epochs are run. Those of a pretraining are not evaluated. */
  readonly patience?: number;
  /** Epochs from one evaluation to the next; 1 unless set. */
  readonly every?: number;
}

/** How a model is trained. */
export interface FitOptions<Samplers extends SamplerName = SamplerName> {
  readonly seed: number;
  /** Used instead of the loss that the config names: one of the library, or of yours, made by `pointwise` and its like. */
  readonly loss?: Loss<Samplers>;
  /** Used instead of the sampler that the config names: one that the loss can take. */
  readonly sampler?: Sampler<NoInfer<Samplers>>;
  /** When given, the model ends with the weights of its best epoch. */
  readonly validation?: Validation;
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
  /** The context of each interaction by its position in the data, for a model with features of context. */
  readonly context?: ContextRecords | undefined;
  readonly signal?: AbortSignal;
  /** Told of everything as it happens. Training waits for a promise it returns. */
  readonly onEvent?: (event: TrainingEvent) => void | Promise<void>;
}

/** What a training came to. */
export interface FitResult {
  readonly epochs: number;
  readonly stoppedEarly: boolean;
  /** The epoch whose weights the model holds. */
  readonly bestEpoch: number;
  /** Mean loss of each epoch; undefined for a model without a loss. */
  readonly losses: readonly (number | undefined)[];
}

/**
 * Trains a model in place.
 *
 * @throws InvalidInteractionsError for empty data or data of other dimensions, InvalidConfigError for a loss of
 *   another task or a sampler that the loss cannot take, InvalidFeaturesError for a context that the model does not
 *   read, DivergedError naming epoch and step, AbortedError
 */
export async function fit<Samplers extends SamplerName = SamplerName>(
  model: Model,
  data: Interactions,
  options: FitOptions<Samplers>,
): Promise<FitResult> {
  const { seed, signal, validation, onEvent, threads, context } = options;
  checkData(model, data);
  if (context && !model.readsContext)
    throw new InvalidFeaturesError(
      `fit was given the context of interactions, and this ${model.name} reads none: leave it out, or make the model with features of context.`,
    );
  const random = createRandom(seed).fork("training");
  const session = await model.startTraining(data, {
    random,
    threads,
    context,
    ...(options.loss && { loss: options.loss }),
    ...(options.sampler && { sampler: options.sampler }),
  });
  const emit = async (event: TrainingEvent) => onEvent?.(event);
  const stopping = validation && new EarlyStopping(validation);
  const losses: (number | undefined)[] = [];
  try {
    const { epochs, stepsPerEpoch } = session;
    await emit({ type: "run-start", model: model.name, epochs, stepsPerEpoch, seed });
    let epoch = 0;
    while (epoch < epochs && !stopping?.exhausted) {
      epoch++;
      await emit({ type: "epoch-start", epoch });
      const started = performance.now();
      const loss = await runEpoch(session, { epoch, signal, emit });
      const seconds = (performance.now() - started) / 1000;
      losses.push(loss);
      await emit({ type: "epoch-end", epoch, loss, samplesPerSecond: session.samplesPerEpoch / seconds });
      const isDue = epoch % (validation?.every ?? 1) === 0 || epoch === epochs;
      if (validation && stopping && isDue && epoch > (session.pretrainingEpochs ?? 0)) {
        const metrics = await validation.evaluate(model);
        const best = stopping.record(epoch, metrics, model);
        await emit({ type: "evaluation-end", epoch, metrics, best });
      }
      throwIfAborted(signal);
    }
    stopping?.restoreBest(model);
    const stoppedEarly = epoch < epochs;
    const bestEpoch = stopping?.bestEpoch ?? epoch;
    await emit({
      type: "run-end",
      reason: stoppedEarly ? "stopped-early" : "completed",
      epochs: epoch,
      bestEpoch,
    });
    return { epochs: epoch, stoppedEarly, bestEpoch, losses };
  } finally {
    session.dispose();
  }
}

interface EpochOptions {
  readonly epoch: number;
  readonly signal: AbortSignal | undefined;
  readonly emit: (event: TrainingEvent) => Promise<void>;
}

/** Returns the mean loss over the steps. */
async function runEpoch(
  session: TrainingSession,
  { epoch, signal, emit }: EpochOptions,
): Promise<number | undefined> {
  session.startEpoch(epoch);
  let sum = 0;
  let measured = 0;
  for (let step = 0; step < session.stepsPerEpoch; step++) {
    throwIfAborted(signal);
    const loss = await session.step(step);
    if (loss !== undefined) {
      if (!Number.isFinite(loss)) throw new DivergedError(epoch, step, loss);
      sum += loss;
      measured++;
    }
    await emit({ type: "step-end", epoch, step, loss });
    await yieldToEventLoop();
  }
  return measured > 0 ? sum / measured : undefined;
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortedError("Training was aborted.", { cause: signal.reason });
}

function checkData(model: Model, data: Interactions): void {
  if (data.length === 0) throw new InvalidInteractionsError("There are no interactions to train on.");
  const { numUsers, numItems } = model.dimensions;
  if (data.numUsers !== numUsers || data.numItems !== numItems) {
    throw new InvalidConfigError(
      `The model is for ${numUsers} users × ${numItems} items, and the data has ${data.numUsers} × ${data.numItems}.`,
    );
  }
}
