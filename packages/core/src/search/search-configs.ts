import { hashInteractions } from "../data/data-hash.js";
import { InvalidConfigError, SearchFailedError } from "../errors/errors.js";
import { canonicalJson } from "../evaluation/canonical-json.js";
import { hashParts } from "../evaluation/hash-parts.js";
import { momentsOf } from "../evaluation/moments.js";
import { completeConfig, parseConfig } from "../models/build-model.js";
import type { ModelDefinition, Task } from "../models/model.js";
import { createRandom, type Random } from "../random/random.js";
import { checkTrials, countConfigurations } from "./check-trials.js";
import { completeDraw } from "./complete-draw.js";
import { drawConfig } from "./draw-config.js";
import { runTrial } from "./run-trial.js";
import type { SearchConfigsOptions } from "./search-configs-options.js";
import { assertLogOf, findTrial, type SearchIdentity, type SearchLog, type Trial } from "./search-log.js";
import type { SearchSpace } from "./search-space.js";
import { rungsOf } from "./search-strategy.js";

/** What a search found. */
export interface SearchResult {
  /** To be trained with: the best configuration, its epochs found. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The full training that was best. */
  readonly best: Trial;
  /** Configurations that were tried: the budget, or as many as there are. */
  readonly configurations: number;
  /** What decided, those that were in the log already among them: the log may hold more, of a larger budget. */
  readonly trials: readonly Trial[];
  readonly log: SearchLog;
}

/**
 * Hyper-parameter search by nothing but trainings and their validation: the default configuration and `budget − 1` drawn
 * from the model's search space. The same options give the same result, whether the search ran through or went on from
 * a log; only the seconds differ. A configuration whose training diverges, gives no finite score or takes more memory
 * than there is counts as tried and is out.
 *
 * @throws InvalidConfigError for a budget below 1, InvalidSearchLogError for a log of another search or one that was
 *   changed, SearchFailedError where no configuration could be trained in full, AbortedError, and what `fit` throws
 */
export async function searchConfigs(
  definition: ModelDefinition,
  options: SearchConfigsOptions,
): Promise<SearchResult> {
  const { task, validation, budget, seed, strategy = { kind: "random" }, onEvent } = options;
  if (!(Number.isInteger(budget) && budget >= 1))
    throw new InvalidConfigError(`budget is ${budget}: try a whole number of configurations, at least 1.`);
  const fixed = options.config ?? {};
  const space = varied(options.space ?? definition.searchSpace, fixed);
  const search: SearchIdentity = {
    model: definition.name,
    task,
    seed,
    monitor: validation.monitor,
    mode: validation.mode,
    config: fixed,
    space,
    data: await hashData(options),
    setting: options.setting ?? "",
  };
  if (options.log) assertLogOf(options.log, search);
  const random = createRandom(seed).fork("search");
  const trials: Trial[] = [...(options.log?.trials ?? [])];
  const drawn = drawConfigs(definition, {
    ...{ task, space, fixed, random },
    budget: Math.max(budget, countConfigurations(trials)),
  });
  if (options.log) checkTrials(options.log, drawn);
  const configs = drawn.slice(0, budget);
  const rungs = rungsOf(strategy, configs.length);
  const logNow = (): SearchLog => ({ version: 1, search, trials: [...trials] });
  await onEvent?.({
    type: "search-start",
    model: definition.name,
    configurations: configs.length,
    trials: rungs.reduce((sum, { configurations }) => sum + configurations, 0),
    resumed: trials.filter(({ configuration, share }) =>
      rungs.some((rung) => rung.share === share && configuration < configs.length),
    ).length,
  });
  let kept = configs.map((config, configuration) => ({ configuration, config }));
  let measured: Trial[] = [];
  const decided: Trial[] = [];
  for (const { configurations, share } of rungs) {
    kept = kept.slice(0, configurations);
    measured = [];
    for (const { configuration, config } of kept) {
      const logged = findTrial(trials, { configuration, share });
      const trial =
        logged ?? (await runTrial(definition, { ...options, space, random, configuration, config, share }));
      const best = measured.every((other) => rank(trial, other, validation.mode) < 0);
      measured.push(trial);
      decided.push(trial);
      if (logged) continue;
      trials.push(trial);
      await onEvent?.({ type: "trial-end", trial, best, log: logNow() });
    }
    measured.sort((a, b) => rank(a, b, validation.mode));
    kept = measured.map(({ configuration, config }) => ({ configuration, config }));
  }
  const [best] = measured;
  if (best?.outcome.kind !== "measured") throw new SearchFailedError(describeFailure(measured));
  await onEvent?.({ type: "search-end", best });
  return {
    config: finalConfig(best, space),
    best,
    configurations: configs.length,
    trials: decided,
    log: logNow(),
  };
}

async function hashData({ train, context }: SearchConfigsOptions): Promise<string> {
  const rows = await hashInteractions(train);
  return context ? hashParts([rows, (await momentsOf(train.length, context)).hash]) : rows;
}

/** A space less the fields that are set. */
function varied(space: SearchSpace, fixed: Readonly<Record<string, unknown>>): SearchSpace {
  return Object.fromEntries(Object.entries(space).filter(([field]) => !Object.hasOwn(fixed, field)));
}

interface DrawConfigsOptions {
  readonly task: Task;
  readonly space: SearchSpace;
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly budget: number;
  readonly random: Random;
}

/** Draws in vain before a space counts as exhausted. */
const maxRepeats = 100;

/** The default configuration and others, all distinct. Those of a smaller budget are the first of a larger one's. */
function drawConfigs(
  definition: ModelDefinition,
  { task, space, fixed, budget, random }: DrawConfigsOptions,
): Record<string, unknown>[] {
  const stopped = Object.entries(space).filter(([, { kind }]) => kind === "early-stopped");
  const most = drawConfig(Object.fromEntries(stopped), random);
  const distinct = new Map<string, Record<string, unknown>>();
  const add = (drawn: Readonly<Record<string, unknown>>) => {
    const config = completeDraw(definition, { task, drawn: { ...drawn, ...most }, fixed });
    const key = canonicalJson(config);
    if (!distinct.has(key)) distinct.set(key, config);
  };
  add({});
  for (let draw = 1, repeats = 0; distinct.size < budget && repeats < maxRepeats; draw++) {
    const before = distinct.size;
    add(drawConfig(space, random.fork(`configuration ${draw}`)));
    repeats = distinct.size > before ? 0 : repeats + 1;
  }
  const configs = [...distinct.values()];
  refuseIdleEverywhere(definition, { task, fixed, configs });
  return configs;
}

interface RefuseIdleOptions {
  readonly task: Task;
  readonly fixed: Readonly<Record<string, unknown>>;
  readonly configs: readonly Readonly<Record<string, unknown>>[];
}

/** @throws InvalidConfigError for a fixed field that no configuration reads */
function refuseIdleEverywhere(
  definition: ModelDefinition,
  { task, fixed, configs }: RefuseIdleOptions,
): void {
  const given = completeConfig(definition, task, fixed);
  const isRead = (field: string) =>
    configs.some((config) => canonicalJson(config[field]) === canonicalJson(given[field]));
  // The first configuration is the default one: its check names the field.
  if (!Object.keys(fixed).every(isRead)) parseConfig(definition, task, fixed);
}

/** Negative where `a` is better: measured before failed, then by the metric, then the earlier drawn. */
function rank(a: Trial, b: Trial, mode: "max" | "min"): number {
  const worth = ({ outcome }: Trial) => {
    if (outcome.kind === "failed") return Number.NEGATIVE_INFINITY;
    return mode === "max" ? outcome.value : -outcome.value;
  };
  const [worthA, worthB] = [worth(a), worth(b)];
  return worthA === worthB ? a.configuration - b.configuration : worthB - worthA;
}

function finalConfig({ config, outcome }: Trial, space: SearchSpace): Readonly<Record<string, unknown>> {
  if (outcome.kind === "failed") return config;
  const found = Object.entries(space).filter(([, { kind }]) => kind === "early-stopped");
  return { ...config, ...Object.fromEntries(found.map(([field]) => [field, outcome.epochs])) };
}

function describeFailure(trials: readonly Trial[]): string {
  const [first] = trials.flatMap(({ outcome }) => (outcome.kind === "failed" ? [outcome.message] : []));
  return `None of ${trials.length} configurations could be trained. The first: ${first ?? "none was tried."}`;
}
