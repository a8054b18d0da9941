import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError } from "../errors/errors.js";
import { bootstrapIntervals } from "../evaluation/bootstrap-interval.js";
import { checkSplit } from "../evaluation/check-split.js";
import { comparePaired, type PairedComparison } from "../evaluation/compare-paired.js";
import type { ListEvaluation } from "../evaluation/evaluate-lists.js";
import { hashProtocol } from "../evaluation/hash-protocol.js";
import { metricTerms } from "../evaluation/metric-terms.js";
import { libraryVersion } from "../version.js";
import { differencesOf } from "./differences.js";
import { exposureOf, popularityGroups } from "./exposure.js";
import type { Measurements } from "./measure-system.js";
import { isBetter, metricInfo } from "./metric-info.js";
import {
  type HonestyReport,
  honestyReportSchema,
  type ReportCheck,
  type ReportComparison,
  type ReportSlicing,
  type ReportSystem,
} from "./report-schema.js";
import { judge } from "./verdict.js";

/** A system that was measured, and how it was made. */
export interface MeasuredSystem extends Measurements {
  /** Unique in the report, such as the model's registry name. */
  readonly name: string;
  readonly title: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Unset where the config was not searched for. */
  readonly search?: {
    /** Configurations tried on validation data. */
    readonly configurations: number;
    /** True where these are all that the model's search space has, however many more were allowed. */
    readonly isExhausted?: boolean;
    /** What the search was allowed, in words. */
    readonly budget: string;
    readonly seconds: number;
  };
  readonly trainSeconds: number;
  readonly evaluateSeconds: number;
}

/** What a report is made of. */
export interface CreateReportOptions {
  readonly title: string;
  /** The run that the report is about. */
  readonly model: MeasuredSystem;
  /** What it must be better than, measured under the same protocol. */
  readonly baselines: readonly MeasuredSystem[];
  readonly train: Interactions;
  readonly test: Interactions;
  /** The metric that decides, such as `ndcg@10`. */
  readonly primary: string;
  readonly seed: number;
  /** Resamples of each interval; 1000 unless set. */
  readonly samples?: number;
  /** Random swaps of each paired test; 10,000 unless set. */
  readonly permutations?: number;
  /** Baselines that were asked for and could not be measured. */
  readonly failures?: readonly { readonly name: string; readonly reason: string }[];
  /** ISO 8601. */
  readonly createdAt?: string;
}

/** Share of resampled values within each interval: that of `measureSystem` too. */
const level = 0.95;

/**
 * The honesty report of a run, as data.
 *
 * The best baseline is the best on the test itself, which favours the baselines.
 *
 * @throws IncomparableResultsError for systems of different protocols or users, InvalidConfigError for a primary metric
 *   that was not measured, or two systems of one name
 */
export async function createReport(options: CreateReportOptions): Promise<HonestyReport> {
  const { model, primary, train, test, seed, failures = [] } = options;
  checkSystems(options);
  const baselines = options.baselines.toSorted((a, b) => compareBy(primary, a, b));
  const systems = [
    toSystem(model, "model", options),
    ...baselines.map((each) => toSystem(each, "baseline", options)),
  ];
  const comparisons = await compareAll(model, baselines, options);
  const checks: ReportCheck[] = [
    ...checkSplit({ train, test }).map((check) => ({ ...check, system: null })),
    ...[model, ...baselines].flatMap(({ name, scoreTies }) =>
      scoreTies ? [{ ...scoreTies, system: name }] : [],
    ),
  ];
  const { protocol, sampled, numEvaluated } = model.evaluation;
  const [best] = baselines;
  return honestyReportSchema.parse({
    format: "tastemaker-honesty-report",
    version: 1,
    title: options.title,
    createdAt: options.createdAt ?? null,
    libraryVersion,
    seed,
    protocol,
    protocolHash: await hashProtocol(protocol),
    sampled,
    data: {
      numUsers: train.numUsers,
      numItems: train.numItems,
      numTrain: train.length,
      numTest: test.length,
    },
    numEvaluated,
    primary,
    level,
    verdict: judge({ systems, comparisons, checks, failures, primary, protocol, level }),
    systems,
    comparisons,
    differences: best ? differencesOf(model, best, primary) : null,
    slices: mergeSlices([model, ...baselines], primary),
    popularityGroups: model.lists ? popularityGroups(model.lists.popularity) : null,
    checks,
    failures,
  } satisfies HonestyReport);
}

function checkSystems({ model, baselines, primary }: CreateReportOptions): void {
  const systems = [model, ...baselines];
  const names = systems.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new InvalidConfigError(`Two systems are named "${twice}": give each a name of its own.`);
  for (const { evaluation } of systems) metricTerms(evaluation, primary);
}

/** Best first. */
function compareBy(metric: string, a: MeasuredSystem, b: MeasuredSystem): number {
  const [x, y] = [a.evaluation.metrics[metric] as number, b.evaluation.metrics[metric] as number];
  if (isBetter(metric, x, y)) return -1;
  return isBetter(metric, y, x) ? 1 : 0;
}

function toSystem(
  system: MeasuredSystem,
  role: ReportSystem["role"],
  { seed, samples }: CreateReportOptions,
): ReportSystem {
  const { name, title, config, search, trainSeconds, evaluateSeconds, evaluation, lists } = system;
  const bootstrap = {
    seed,
    level,
    ...(samples !== undefined && { samples }),
  };
  return {
    name,
    title,
    role,
    config,
    configurations: search?.configurations ?? 1,
    ...(search?.isExhausted && { isExhausted: true }),
    searchBudget: search?.budget ?? null,
    searchSeconds: search?.seconds ?? null,
    trainSeconds,
    evaluateSeconds,
    metrics: bootstrapIntervals(evaluation, bootstrap),
    lists: lists ? { ...wholeNumbers(lists), ...bootstrapIntervals(lists, bootstrap) } : null,
    exposure: lists ? exposureOf(lists) : null,
  };
}

/** Metrics of all lists at once: they have no values per user, so no interval. */
function wholeNumbers({
  metrics,
  perUser,
}: ListEvaluation): Record<string, { mean: number; low: null; high: null }> {
  return Object.fromEntries(
    Object.entries(metrics)
      .filter(([key]) => !perUser.has(key))
      .map(([key, mean]) => [key, { mean, low: null, high: null }]),
  );
}

async function compareAll(
  model: MeasuredSystem,
  baselines: readonly MeasuredSystem[],
  { primary, seed, samples, permutations }: CreateReportOptions,
): Promise<readonly ReportComparison[]> {
  const settings = {
    seed,
    level,
    ...(samples !== undefined && { samples }),
    ...(permutations !== undefined && { permutations }),
  };
  const compare = async (baseline: MeasuredSystem, metrics: readonly string[]) => {
    const paired = await comparePaired(model.evaluation, baseline.evaluation, { ...settings, metrics });
    return paired.map((each) => toComparison(baseline.name, each));
  };
  const [best, ...others] = baselines;
  if (!best) return [];
  const further = [...model.evaluation.perUser.keys()].filter((metric) => metric !== primary);
  const [decisive, ...rest] = await compare(best, [primary, ...further]);
  const comparisons = decisive ? [decisive] : [];
  for (const baseline of others) comparisons.push(...(await compare(baseline, [primary])));
  return [...comparisons, ...rest];
}

function toComparison(baseline: string, paired: PairedComparison): ReportComparison {
  const { metric, a, b, difference, low, high, pValue, numUsers, greater, equal, smaller } = paired;
  const [better, worse] = metricInfo(metric).better === "lower" ? [smaller, greater] : [greater, smaller];
  return {
    baseline,
    metric,
    model: a,
    other: b,
    difference,
    low,
    high,
    pValue,
    numUsers,
    better,
    equal,
    worse,
  };
}

/** The slices of all systems side by side: they are of one protocol, so their labels and users are the same, in order. */
function mergeSlices(systems: readonly MeasuredSystem[], primary: string): readonly ReportSlicing[] {
  const [first] = systems;
  return (first?.slices ?? []).map(({ title, of, slices }, index) => ({
    title,
    of,
    rows: slices.map(({ label, numUsers }, row) => ({
      label,
      numUsers,
      systems: Object.fromEntries(
        systems.flatMap(({ name, slices: own }) => {
          const interval = own[index]?.slices[row]?.metrics[primary];
          return interval ? [[name, interval]] : [];
        }),
      ),
    })),
  }));
}
