import {
  createModel,
  fit,
  type Interactions,
  type Model,
  type ModelDefinition,
  parseConfig,
} from "@tastemaker/core";
import { startProgress } from "../progress.js";
import type { ExperimentOptions } from "./experiment-options.js";
import type { ExperimentData } from "./read-experiment-data.js";
import { type SearchSummary, searchForConfig } from "./search-for-config.js";
import { timed } from "./timed.js";
import { describeTraining } from "./training-progress.js";

export interface TrainModelOptions {
  /** Fields of the config that are given: a search does not vary them. */
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly data: ExperimentData;
  readonly options: ExperimentOptions;
  readonly signal: AbortSignal;
}

/** The caller disposes of the model. */
export interface TrainedModel {
  readonly model: Model;
  readonly config: Readonly<Record<string, unknown>>;
  /** Null where the config was not searched for. */
  readonly search: SearchSummary | null;
  readonly epochs: number;
  readonly trainSeconds: number;
}

/** Tunes a model where the command line asks for it, and trains it on the whole training file. */
export async function trainModel(
  definition: ModelDefinition,
  { fixed, data, options, signal }: TrainModelOptions,
): Promise<TrainedModel> {
  const { task, seed, threads, search: budget } = options;
  const dimensions = { numUsers: data.train.numUsers, numItems: data.train.numItems };
  const creatorFor = (train: Interactions) => {
    // A baseline that reads none goes without.
    const features = definition.readsFeatures ? data.fitFeatures?.(train) : undefined;
    return (config: Readonly<Record<string, unknown>>) =>
      createModel(definition, { task, dimensions, config, seed, features });
  };
  const found = budget
    ? await searchForConfig(definition, { budget, data, options, fixed, creatorFor, signal })
    : undefined;
  const config = found?.config ?? parseConfig(definition, task, fixed);
  const model = creatorFor(data.train)(config);
  const progress = startProgress(`Training ${model.name}`, {
    stream: process.stderr,
    withoutTerminal: "silent",
  });
  try {
    const onEvent = describeTraining(progress);
    const trained = await timed(() => fit(model, data.train, { seed, threads, signal, onEvent }));
    return {
      model,
      config,
      search: found?.summary ?? null,
      epochs: trained.value.epochs,
      trainSeconds: trained.seconds,
    };
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    progress.end();
  }
}
