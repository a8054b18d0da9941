import {
  createModel,
  type FitResult,
  fit,
  hashProtocol,
  type Model,
  modelDefinition,
  parseConfig,
} from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import { UsageError } from "../errors.js";
import type { ExperimentOptions } from "../experiment.js";
import { startProgress } from "../progress.js";
import { evaluateOnTest } from "./evaluate-on-test.js";
import { type ExperimentReport, printReport } from "./print-report.js";
import { type ExperimentData, readExperimentData } from "./read-experiment-data.js";
import { searchForConfig } from "./search-for-config.js";
import { describeTraining } from "./training-progress.js";

/** Reads, trains, evaluates, prints. Progress goes to stderr; stdout has the report only. */
export async function runExperiment(options: ExperimentOptions, signal: AbortSignal): Promise<void> {
  checkOptions(options);
  const { task, seed } = options;
  const definition = modelDefinition(options.model);
  // Before the files are read: a mistyped field is told at once.
  const fixed = { ...options.config, ...options.set };
  const defaults = parseConfig(definition, task, fixed);
  const backend = await selectNodeBackend(options.backend);
  const read = await timed(() => readExperimentData(options, signal));
  const data = read.value;
  const dimensions = { numUsers: data.train.numUsers, numItems: data.train.numItems };
  const create = (config: Readonly<Record<string, unknown>>) =>
    createModel(definition, { task, dimensions, config, seed });
  const { search: budget } = options;
  const found = budget
    ? await searchForConfig(definition, { budget, data, options, fixed, create, signal })
    : undefined;
  const config = found?.config ?? defaults;
  const model = create(config);
  try {
    const trained = await timed(() => train(model, { data, options, signal }));
    const evaluated = await timed(() => evaluateOnTest(model, { data, options, signal }));
    const { metrics, protocol, sampled, numEvaluated } = evaluated.value;
    const report: ExperimentReport = {
      model: definition.name,
      task,
      config,
      seed,
      backend: backend.name,
      metrics,
      numEvaluated,
      sampledCandidates: sampled,
      data: data.summary,
      search: found?.summary ?? null,
      epochs: trained.value.epochs,
      readSeconds: read.seconds,
      trainSeconds: trained.seconds,
      evaluateSeconds: evaluated.seconds,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      protocol,
      protocolHash: await hashProtocol(protocol),
    };
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printReport(report));
  } finally {
    model.dispose();
  }
}

function checkOptions({ task, negatives, search, searchLog, validation }: ExperimentOptions): void {
  if (task === "rating" && negatives !== undefined) {
    throw new UsageError(
      "--negatives are candidates to rank, and --task rating ranks nothing: leave one of them out.",
    );
  }
  if (search === undefined && (searchLog !== undefined || validation !== undefined)) {
    throw new UsageError("--search-log and --validation are of a search: say how long by --search.");
  }
}

async function train(
  model: Model,
  { data, options, signal }: { data: ExperimentData; options: ExperimentOptions; signal: AbortSignal },
): Promise<FitResult> {
  const progress = startProgress(`Training ${model.name}`, {
    stream: process.stderr,
    withoutTerminal: "silent",
  });
  try {
    const { seed, threads } = options;
    return await fit(model, data.train, { seed, threads, signal, onEvent: describeTraining(progress) });
  } finally {
    progress.end();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - started) / 1000 };
}
