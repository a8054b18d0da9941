import { readFile } from "node:fs/promises";
import path from "node:path";
import { selectNodeBackend } from "@tastemaker/core/node";
import { readEnvironment } from "../../env.js";
import { UsageError } from "../errors.js";
import { describeTraining } from "../experiment/training-progress.js";
import { startProgress } from "../progress.js";
import { checkReplaceable, replaceFile } from "../replace-file.js";
import { checkMarks, updateDocument } from "./document.js";
import { readResults, withReport, writeResults } from "./earlier-results.js";
import { type LocatedFiles, locateFiles } from "./locate-files.js";
import type { ReproOptions } from "./repro-options.js";
import type { Measure, Measurement, Reproduction, Row } from "./reproduction.js";
import { type RowReport, reportRow } from "./row-report.js";
import { reproductions, selectRows } from "./tables.js";
import { textHeader, textRow } from "./text-report.js";

/** Runs tables of published results, prints each row as it is measured, and keeps what is asked for. */
export async function runRepro(
  names: readonly string[],
  options: ReproOptions,
  signal: AbortSignal,
): Promise<void> {
  const tables = selectRows(names, { quick: options.quick });
  if (options.list) return print(options.json ? listAsJson(tables) : listOf(tables));
  const directory = path.resolve(options.data ?? readEnvironment().dataDirectory);
  const located = locateFiles(tables, directory);
  let kept = options.results === undefined ? [] : await readResults(options.results);
  const filled = reproductions.filter(
    (table) => tables.some(({ name }) => name === table.name) || kept.some((row) => row.table === table.name),
  );
  await checkOutputs(options, filled);
  await selectNodeBackend(options.backend);
  const reports: RowReport[] = [];
  for (const [i, table] of tables.entries()) {
    const measure = await table.load(located[i] as LocatedFiles, { signal });
    if (!options.json) print(`${i > 0 ? "\n" : ""}${textHeader(table)}`);
    for (const row of table.rows) {
      const report = await runRow(table, row, { measure, options, signal });
      reports.push(report);
      kept = withReport(kept, report);
      if (options.results !== undefined) await writeResults(options.results, kept);
      if (!options.json) print(textRow(report));
    }
  }
  if (options.document !== undefined) {
    const text = await readDocument(options.document);
    await replaceFile(options.document, updateDocument(text, reproductions, kept));
  }
  print(options.json ? `${JSON.stringify({ rows: reports })}\n` : `\n${summary(reports)}\n`);
}

/** Before the work: what could not be written at its end is told at its start. @throws UsageError */
async function checkOutputs(
  { results, document }: ReproOptions,
  filled: readonly Reproduction[],
): Promise<void> {
  if (results !== undefined) await checkReplaceable("--results", results);
  if (document === undefined) return;
  await checkReplaceable("--document", document);
  checkMarks(await readDocument(document), filled);
}

async function readDocument(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => {
    throw new UsageError(`--document ${file}: it cannot be read. Name a document with marks for each table.`);
  });
}

interface RunRowOptions {
  readonly measure: Measure;
  readonly options: ReproOptions;
  readonly signal: AbortSignal;
}

/** Trains once a seed. */
async function runRow(
  table: Reproduction,
  row: Row,
  { measure, options, signal }: RunRowOptions,
): Promise<RowReport> {
  const measurements: Measurement[] = [];
  for (const seed of row.seeds) {
    const progress = startProgress(`${table.name}/${row.name}, seed ${seed}`, {
      stream: process.stderr,
      withoutTerminal: "silent",
    });
    try {
      const { threads } = options;
      measurements.push(await measure(row, { seed, threads, signal, onEvent: describeTraining(progress) }));
    } finally {
      progress.end();
    }
  }
  return reportRow(table.name, row, measurements);
}

function listOf(tables: readonly Reproduction[]): string {
  return tables
    .map((table) => {
      const rows = table.rows.map(
        (row) =>
          `  ${`${table.name}/${row.name}`.padEnd(34)} ${row.title}${row.quick ? " (quick)" : ""}: ${row.source}\n`,
      );
      const files = Object.values(table.files).map(
        ({ paths, from }) => `  reads ${paths.join(" or ")}: ${from}\n`,
      );
      return `${table.title}\n${files.join("")}${rows.join("")}`;
    })
    .join("\n");
}

function listAsJson(tables: readonly Reproduction[]): string {
  const listed = tables.map(({ name, title, protocol, files, rows }) => ({
    ...{ name, title, protocol, files: Object.values(files) },
    rows: rows.map((row) => ({
      ...{ name: row.name, title: row.title, source: row.source, quick: row.quick ?? false },
      ...{ model: row.model, config: row.config, seeds: row.seeds },
    })),
  }));
  return `${JSON.stringify({ tables: listed })}\n`;
}

function summary(reports: readonly RowReport[]): string {
  const judged = reports.filter(({ reached }) => reached !== null);
  const missed = judged.filter(({ reached }) => reached === false);
  const names = missed.map(({ table, row }) => `${table}/${row}`).join(", ");
  return `${judged.length - missed.length} of ${judged.length} reached${names ? `; not reached: ${names}` : ""}.`;
}

const print = (text: string): void => void process.stdout.write(text);
