import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import {
  AbortedError,
  type Interactions,
  InvalidSearchLogError,
  type Model,
  type ModelDefinition,
  type SearchEvent,
  type SearchResult,
  searchConfigs,
  UnreadableDataError,
} from "@tastemaker/core";
import { type Progress, startProgress } from "../progress.js";
import type { ExperimentOptions } from "./experiment-options.js";
import type { ExperimentData } from "./read-experiment-data.js";
import { readSearchLog, writeSearchLog } from "./search-file.js";
import { describeTraining } from "./training-progress.js";
import { holdOut, type ValidationPart } from "./validation-part.js";

/** What a report says of the search behind its config. */
export interface SearchSummary {
  readonly strategy: string;
  /** Configurations asked for. */
  readonly budget: number;
  /** Configurations tried: fewer where there are no more. */
  readonly configurations: number;
  readonly failed: number;
  /** What was held out of the training file, and how a configuration was measured on it. */
  readonly validation: string;
  readonly monitor: string;
  /** Of the default configuration; null where it failed or was dropped before a full training. */
  readonly defaultValue: number | null;
  readonly bestValue: number;
  /** Of these configurations' trials, those of earlier runs included. */
  readonly seconds: number;
}

export interface SearchForConfigOptions {
  readonly budget: number;
  readonly data: ExperimentData;
  readonly options: ExperimentOptions;
  /** Fields that the command line sets: they are not varied. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Makes what makes models for training rows: what features are fitted on must not hold the validation part. */
  readonly creatorFor: (train: Interactions) => (config: Readonly<Record<string, unknown>>) => Model;
  readonly signal: AbortSignal;
}

/** Tunes the model on a part of the training file, keeping the log of its trials in a file where one is named. */
export async function searchForConfig(
  definition: ModelDefinition,
  { budget, data, options, fixed, creatorFor, signal }: SearchForConfigOptions,
): Promise<{ config: Readonly<Record<string, unknown>>; summary: SearchSummary }> {
  const { task, seed, threads, searchLog, searchStrategy = "random" } = options;
  const validation = holdOut(data, {
    ...{ task, seed, threads, signal, k: options.k },
    ...{ kind: options.validation, ties: options.validationTies ?? "last-row" },
  });
  const { searchSpace, featureSearchSpace } = definition;
  const space = data.fitFeatures ? { ...searchSpace, ...featureSearchSpace } : searchSpace;
  const log = searchLog === undefined ? undefined : await readSearchLog(searchLog);
  const progress = startProgress(`Searching ${definition.name}`, {
    stream: process.stderr,
    withoutTerminal: "silent",
  });
  const describe = describeSearch(progress, validation);
  let trials = log?.trials.length ?? 0;
  try {
    const result = await searchConfigs(definition, {
      ...{
        task,
        train: validation.train,
        validation,
        space,
        budget,
        seed,
        config: fixed,
        setting: await settingOf(options, validation),
        log,
        create: creatorFor(validation.train),
        threads,
        signal,
      },
      strategy: { kind: searchStrategy },
      onEvent: async (event) => {
        describe(event);
        if (event.type !== "trial-end") return;
        trials = event.log.trials.length;
        if (searchLog !== undefined) await writeSearchLog(searchLog, event.log);
      },
    });
    return { config: result.config, summary: summarise(result, { budget, validation, searchStrategy }) };
  } catch (error) {
    progress.end();
    if (error instanceof InvalidSearchLogError)
      throw new UnreadableDataError(`--search-log "${searchLog}": ${error.message}`, { cause: error });
    if (error instanceof AbortedError && searchLog !== undefined && trials > 0)
      process.stderr.write(`Stopped after ${trials} trials. The same command goes on from "${searchLog}".\n`);
    throw error;
  } finally {
    progress.end();
  }
}

/** What decides a trial's value besides model, config and training rows: how it is measured, and the features. */
async function settingOf(
  { userFeatures, itemFeatures, featureSchema }: ExperimentOptions,
  { description }: ValidationPart,
): Promise<string> {
  const files = Object.entries({ userFeatures, itemFeatures, featureSchema });
  const hashes: string[] = [];
  for (const [name, file] of files) if (file !== undefined) hashes.push(`${name} ${await hashFile(file)}`);
  return [description, ...hashes].join("; ");
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

interface SummariseOptions {
  readonly budget: number;
  readonly validation: ValidationPart;
  readonly searchStrategy: string;
}

function summarise(
  { best, configurations, trials }: SearchResult,
  { budget, validation, searchStrategy }: SummariseOptions,
): SearchSummary {
  const byDefault = trials.find(({ configuration, share }) => configuration === 0 && share === 1);
  const worth = (trial: typeof byDefault) =>
    trial?.outcome.kind === "measured" ? trial.outcome.value : null;
  return {
    strategy: searchStrategy,
    budget,
    configurations,
    failed: trials.filter(({ outcome }) => outcome.kind === "failed").length,
    validation: validation.description,
    monitor: validation.monitor,
    defaultValue: worth(byDefault),
    bestValue: worth(best) ?? Number.NaN,
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Draws a search's events: trials done, the present one's training, and the best value so far. */
function describeSearch(progress: Progress, { monitor }: ValidationPart): (event: SearchEvent) => void {
  let trials = 0;
  let done = 0;
  let best = "";
  let describe: ReturnType<typeof describeTraining> = () => {};
  return (event) => {
    switch (event.type) {
      case "search-start":
        trials = event.trials;
        done = event.resumed;
        break;
      case "trial-start":
        describe = describeTraining({
          update: (steps, total, note = "") =>
            progress.update(
              done + steps / (total ?? steps),
              trials,
              `trial ${done + 1}/${trials}${best} ${note}`,
            ),
          end: () => {},
        });
        break;
      case "training":
        describe(event.event);
        break;
      case "trial-end":
        done++;
        if (event.best && event.trial.outcome.kind === "measured")
          best = `, best ${monitor} ${event.trial.outcome.value.toFixed(4)}`;
        break;
      case "search-end":
        break;
    }
  };
}
