import {
  AbortedError,
  createReport,
  type Evaluation,
  fixedCandidates,
  fullRanking,
  type HonestyReport,
  type MeasuredSystem,
  type MeasureOptions,
  type ModelDefinition,
  measureSystem,
  primaryMetric,
  TastemakerError,
} from "@tastemaker/core";
import { startProgress } from "../progress.js";
import { describeSplit, evaluateOnTest } from "./evaluate-on-test.js";
import type { ExperimentOptions } from "./experiment-options.js";
import type { ExperimentData } from "./read-experiment-data.js";
import type { SearchSummary } from "./search-for-config.js";
import { timed } from "./timed.js";
import { type TrainedModel, trainModel } from "./train-model.js";

export interface MakeReportOptions {
  readonly definition: ModelDefinition;
  readonly trained: TrainedModel;
  readonly evaluation: Evaluation;
  readonly evaluateSeconds: number;
  readonly baselines: readonly ModelDefinition[];
  readonly data: ExperimentData;
  readonly options: ExperimentOptions;
  readonly signal: AbortSignal;
}

/** Trains and measures the baselines as the model was, tuned alike where it was tuned, and puts them beside it. */
export async function makeReport(run: MakeReportOptions): Promise<HonestyReport> {
  const { definition, evaluation, evaluateSeconds, baselines, data, options, signal } = run;
  const measure = await measureOptions(run);
  const model = await describe(definition, { trained: run.trained, evaluation, evaluateSeconds, measure });
  const measured: MeasuredSystem[] = [];
  const failures: { name: string; reason: string }[] = [];
  for (const baseline of baselines) {
    try {
      measured.push(await measureBaseline(baseline, { data, options, signal, measure }));
    } catch (error) {
      // One that cannot be measured here, for want of memory, say, is told of in the report.
      if (!TastemakerError.isInstance(error) || error instanceof AbortedError) throw error;
      failures.push({ name: baseline.name, reason: error.message });
    }
  }
  return createReport({
    title: `${definition.title}, measured`,
    model,
    baselines: measured,
    failures,
    train: data.train,
    test: data.test,
    primary: primaryMetric(measure),
    seed: options.seed,
    createdAt: new Date().toISOString(),
  });
}

async function measureOptions({ data, options, signal }: MakeReportOptions): Promise<MeasureOptions> {
  const { task, k, seed, threads } = options;
  const { train, test, candidates, labels } = data;
  return {
    ...{ task, train, test, seed, threads, signal },
    cutoffs: k,
    split: await describeSplit(data),
    candidates: candidates ? fixedCandidates(candidates) : fullRanking(),
    userLabels: labels?.users,
    itemLabels: labels?.items,
    categories: labels?.categories,
  };
}

interface MeasureBaselineOptions {
  readonly data: ExperimentData;
  readonly options: ExperimentOptions;
  readonly signal: AbortSignal;
  readonly measure: MeasureOptions;
}

async function measureBaseline(
  definition: ModelDefinition,
  { data, options, signal, measure }: MeasureBaselineOptions,
): Promise<MeasuredSystem> {
  const own = { ...options, ...logOf(definition.name, options) };
  const trained = await trainModel(definition, { fixed: {}, data, options: own, signal });
  try {
    const evaluated = await timed(() => evaluateOnTest(trained.model, { data, options, signal }));
    return await describe(definition, {
      trained,
      evaluation: evaluated.value,
      evaluateSeconds: evaluated.seconds,
      measure,
    });
  } finally {
    trained.model.dispose();
  }
}

interface DescribeOptions {
  readonly trained: TrainedModel;
  readonly evaluation: Evaluation;
  readonly evaluateSeconds: number;
  readonly measure: MeasureOptions;
}

async function describe(
  { name, title }: ModelDefinition,
  { trained, evaluation, evaluateSeconds, measure }: DescribeOptions,
): Promise<MeasuredSystem> {
  const { model, config, search, trainSeconds } = trained;
  const progress = startProgress(`Measuring ${name}`, { stream: process.stderr, withoutTerminal: "silent" });
  try {
    const measurements = await measureSystem(model, { ...measure, evaluation });
    return {
      ...measurements,
      ...{ name, title, config, trainSeconds, evaluateSeconds },
      ...(search && { search: describeSearch(search) }),
    };
  } finally {
    progress.end();
  }
}

function describeSearch(summary: SearchSummary): NonNullable<MeasuredSystem["search"]> {
  const { budget, configurations, strategy, validation, monitor, seconds } = summary;
  return {
    configurations,
    isExhausted: configurations < budget,
    budget: `${strategy} search by ${monitor} on ${validation}`,
    seconds,
  };
}

/** A search's log is of one model: the baselines' are beside it, by their names. */
function logOf(name: string, { searchLog }: ExperimentOptions): Pick<ExperimentOptions, "searchLog"> {
  if (searchLog === undefined) return {};
  return { searchLog: searchLog.replace(/(\.[^./\\]*)?$/, (extension) => `.${name}${extension}`) };
}
