/** Measures the library beside its peers. See `--help`, and docs/performance.md for what the figures mean. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { benchmarks } from "./benchmarks.js";
import { type CommandLine, parseCommandLine, UsageError, usage } from "./harness/command-line.js";
import { describeMachine } from "./harness/machine.js";
import { benchmarkMarkdown, reportMarkdown, runFacts } from "./harness/markdown.js";
import { measure } from "./harness/measure.js";
import { type BenchmarkReport, type Report, reportOf } from "./harness/report.js";
import { updateDocument } from "./harness/update-document.js";

const names = benchmarks.map((benchmark) => benchmark.name);

async function main(): Promise<void> {
  const commandLine = parseCommandLine(process.argv.slice(2), names);
  if (commandLine.help) {
    console.log(usage(names));
    return;
  }
  tf.enableProdMode();
  const machine = describeMachine();
  const reports: BenchmarkReport[] = [];
  const { quick } = commandLine;
  for (const benchmark of benchmarks) {
    if (commandLine.names.length > 0 && !commandLine.names.includes(benchmark.name)) continue;
    console.error(`${benchmark.name}: ${benchmark.title}`);
    const rounds = commandLine.rounds ?? (quick ? 1 : (benchmark.rounds ?? 5));
    const result = await measure(benchmark, { rounds, quick }, (line) => console.error(line));
    const report = reportOf(result, { quick });
    reports.push(report);
    console.log(`\n${benchmarkMarkdown(report)}\n`);
    // After each, so that a run of hours that ends early has written what it found.
    write({ machine, quick, benchmarks: reports }, commandLine);
  }
}

function write(report: Report, { json, markdown, document }: CommandLine): void {
  if (json !== undefined) writeFileSync(atCaller(json), `${JSON.stringify(report, null, 2)}\n`);
  if (markdown !== undefined) writeFileSync(atCaller(markdown), reportMarkdown(report));
  if (document === undefined) return;
  const sections = new Map(
    report.benchmarks.map((benchmark) => [
      benchmark.name,
      `${benchmarkMarkdown(benchmark)}\n\n${runFacts(report)}`,
    ]),
  );
  const path = atCaller(document);
  writeFileSync(path, updateDocument(readFileSync(path, "utf8"), sections));
}

/** A path as its typist meant it: package managers run scripts in the package's folder. */
const atCaller = (path: string) => resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

try {
  await main();
  // Worker threads of peers and backends would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
