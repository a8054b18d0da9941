import { hashProtocol, modelDefinition, parseConfig } from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import { UsageError } from "../errors.js";
import { chooseBaselines } from "./baselines.js";
import { evaluateOnTest } from "./evaluate-on-test.js";
import type { ExperimentOptions } from "./experiment-options.js";
import { checkFeatureOptions } from "./feature-files.js";
import { makeReport } from "./make-report.js";
import { describeRowOrder, type ExperimentReport, printReport } from "./print-report.js";
import { readExperimentData } from "./read-experiment-data.js";
import { checkOutputs, writeReportFiles } from "./report-files.js";
import { timed } from "./timed.js";
import { trainModel } from "./train-model.js";
import { defaultValidation } from "./validation-kinds.js";

/** Reads, trains, evaluates, prints. Progress goes to stderr; stdout has the report only. */
export async function runExperiment(options: ExperimentOptions, signal: AbortSignal): Promise<void> {
  checkOptions(options);
  const { task, seed } = options;
  const definition = modelDefinition(options.model);
  // Before the files are read: a mistyped field is told at once.
  const fixed = { ...options.config, ...options.set };
  parseConfig(definition, task, fixed);
  const baselines = chooseBaselines(options);
  await checkOutputs(options);
  const backend = await selectNodeBackend(options.backend);
  const read = await timed(() => readExperimentData(options, signal));
  const data = read.value;
  const orderedByRows = data.train.timestamp
    ? []
    : [definition, ...(options.report.length > 0 ? baselines : [])].flatMap((each) =>
        each.readsOrder ? [each.name] : [],
      );
  if (orderedByRows.length > 0) process.stderr.write(`${describeRowOrder(orderedByRows)}\n`);
  const trained = await trainModel(definition, { fixed, data, options, signal });
  try {
    const evaluated = await timed(() => evaluateOnTest(trained.model, { data, options, signal }));
    const { metrics, protocol, sampled, numEvaluated } = evaluated.value;
    const report: ExperimentReport = {
      model: definition.name,
      task,
      config: trained.config,
      seed,
      backend: backend.name,
      metrics,
      numEvaluated,
      sampledCandidates: sampled,
      data: data.summary,
      orderedByRows,
      search: trained.search,
      epochs: trained.epochs,
      readSeconds: read.seconds,
      trainSeconds: trained.trainSeconds,
      evaluateSeconds: evaluated.seconds,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      protocol,
      protocolHash: await hashProtocol(protocol),
    };
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printReport(report));
    if (options.report.length === 0) return;
    const honesty = await makeReport({
      ...{ definition, trained, baselines, data, options, signal },
      evaluation: evaluated.value,
      evaluateSeconds: evaluated.seconds,
    });
    await writeReportFiles(honesty, options.report);
    if (!options.json) process.stdout.write(`\n${honesty.verdict.sentence}\n${options.report.join(", ")}\n`);
  } finally {
    trained.model.dispose();
  }
}

function checkOptions(options: ExperimentOptions): void {
  const { task, negatives, search, report, baselines } = options;
  checkFeatureOptions(options);
  if (report.length === 0 && baselines !== undefined) {
    throw new UsageError("--baselines are what a report holds the model against: name its file by --report.");
  }
  if (task === "rating" && negatives !== undefined) {
    throw new UsageError(
      "--negatives are candidates to rank, and --task rating ranks nothing: leave one of them out.",
    );
  }
  const { searchLog, searchStrategy, validation, validationTies } = options;
  const heldOut = validation ?? defaultValidation[task];
  const given = Object.entries({
    "--search-log": searchLog,
    "--search-strategy": searchStrategy,
    "--validation": validation,
    "--validation-ties": validationTies,
  }).find(([, value]) => value !== undefined);
  if (search === undefined && given) {
    throw new UsageError(`${given[0]} ${given[1]} is of a search: say how long by --search.`);
  }
  if (validationTies !== undefined && heldOut !== "latest") {
    throw new UsageError(
      `--validation-ties ${validationTies} is of --validation latest, and ${heldOut} rows are held out: leave one of them out.`,
    );
  }
}
