import { bootstrapInterval, type Evaluation, hashProtocol, loadModel } from "@tastemaker/core";
import { selectNodeBackend } from "@tastemaker/core/node";
import { openArtifactStore } from "../../artifacts/artifact-store.js";
import { loadInteractions } from "../../datasets/load-interactions.js";
import { type Environment, readEnvironment } from "../../env.js";
import { evaluateRun } from "../../jobs/evaluate-run.js";
import { splitForRun } from "../../jobs/split-for-run.js";
import { openStore, type Store } from "../../process/open-store.js";
import type { StoredModelVersion } from "../../queries/model-versions.js";
import { getRun } from "../../queries/runs.js";
import { findReadyDataset } from "../find-dataset.js";
import { findVersion } from "../find-version.js";
import type { EvaluateOptions } from "./evaluate-options.js";

/** The object that `--json` prints. */
interface EvaluationReport {
  readonly dataset: string;
  readonly version: number;
  readonly model: string;
  readonly metrics: Readonly<Record<string, number>>;
  /** Of each metric's mean over users: 95 % bootstrap intervals. Metrics over all rows at once have none. */
  readonly intervals: Readonly<Record<string, readonly [number, number]>>;
  readonly numEvaluated: number;
  readonly backend: string;
  readonly protocolHash: string;
  /** Whether the version's own metrics are under this protocol, and so comparable. */
  readonly isRunProtocol: boolean;
}

export async function runEvaluate(options: EvaluateOptions, signal: AbortSignal): Promise<void> {
  const environment = readEnvironment();
  const store = await openStore(environment);
  try {
    const dataset = await findReadyDataset(store, options.dataset);
    const version = await findVersion(store, dataset, options);
    const backend = await selectNodeBackend();
    const evaluation = await evaluateVersion(version, { store, environment, options, signal });
    const protocolHash = await hashProtocol(evaluation.protocol);
    const report: EvaluationReport = {
      dataset: dataset.name,
      version: version.version,
      model: version.modelName,
      metrics: evaluation.metrics,
      intervals: intervals(evaluation),
      numEvaluated: evaluation.numEvaluated,
      backend: backend.name,
      protocolHash,
      isRunProtocol: protocolHash === version.protocolHash,
    };
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printReport(report));
  } finally {
    await store.close();
  }
}

async function evaluateVersion(
  version: StoredModelVersion,
  tools: { store: Store; environment: Environment; options: EvaluateOptions; signal: AbortSignal },
): Promise<Evaluation> {
  const { store, environment, options, signal } = tools;
  const { threads } = environment;
  const { db, projectId } = store;
  const artifact = await openArtifactStore(environment).load(version.artifactKey);
  const run = await getRun(db.prisma, { projectId, runId: version.runId });
  const interactions = await loadInteractions(db.pool, { datasetId: version.datasetId, signal });
  const { known, test, split } = splitForRun(interactions, run);
  const model = loadModel(artifact);
  try {
    const cutoffs = options.k ? [...options.k] : run.cutoffs;
    return await evaluateRun(model, { run: { ...run, cutoffs }, known, test, split, signal, threads });
  } finally {
    model.dispose();
  }
}

function intervals({ metrics, perUser, protocol }: Evaluation): Record<string, [number, number]> {
  // Errors of ratings are over rows: users' own errors have another mean.
  if (protocol.task === "rating") return {};
  return Object.fromEntries(
    Object.keys(metrics).flatMap((name) => {
      const values = perUser.get(name);
      if (!values) return [];
      const { low, high } = bootstrapInterval(values, { seed: 1 });
      return [[name, [low, high]]];
    }),
  );
}

function printReport(report: EvaluationReport): string {
  const lines = Object.entries(report.metrics).map(([name, value]) => {
    const [low, high] = report.intervals[name] ?? [];
    const interval =
      low === undefined || high === undefined ? "" : `  ${low.toFixed(4)} … ${high.toFixed(4)}`;
    return `  ${name.padEnd(14)} ${value.toFixed(4)}${interval}`;
  });
  const comparable = report.isRunProtocol
    ? "the protocol of its run"
    : "another protocol than its run's: not to be compared with the run's metrics";
  return `Version ${report.version} of ${report.dataset}: ${report.model}, over ${report.numEvaluated.toLocaleString("en")} held out (${comparable}, ${report.protocolHash.slice(0, 12)}):\n${lines.join("\n")}\n`;
}
