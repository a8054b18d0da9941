/**
 * What folding in loses against retraining, of every model of the registry: the table of docs/results.md. Rows that are
 * not measured anew stay in the document as they are.
 *
 *   npx tsx --conditions=@tastemaker/source bench/quality/fold-in.ts --data DIR [--rows ease,fm+features] [--document FILE]
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type FoldInGap, measureFoldIn } from "../../src/evaluation/measure-fold-in.js";
import { createModel } from "../../src/models/create-model.js";
import { modelRegistry } from "../../src/models/registry.js";
import { selectNodeBackend } from "../../src/node/select-node-backend.js";
import { UsageError } from "../harness/command-line.js";
import { sectionOf, updateDocument } from "../harness/update-document.js";
import { type FoldInMeasurement, foldInMeasurements } from "./fold-in-measurements.js";
import { type FoldInProtocol, featuresOf, readProtocol } from "./fold-in-protocols.js";

const header = [
  "| model | measured by | folded in | retrained | difference (95 % interval) | ms a history |",
  "| --- | --- | ---: | ---: | ---: | ---: |",
];

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    rows: { type: "string", default: [...foldInMeasurements.keys()].join() },
    document: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

async function main(): Promise<void> {
  const { data: folder, document } = options;
  if (folder === undefined) throw new UsageError("--data is missing: the folder of the public data sets.");
  const measured = new Set(Array.from(foldInMeasurements.values(), ({ model }) => model));
  const missing = [...modelRegistry.keys()].filter((name) => !measured.has(name));
  if (missing.length > 0)
    throw new UsageError(`${missing.join(", ")}: no row measures them. Add each to fold-in-measurements.ts.`);
  await selectNodeBackend("simd");
  for (const name of options.rows.split(",")) {
    const measurement = foldInMeasurements.get(name);
    if (!measurement)
      throw new UsageError(
        `No row is named "${name}". There are ${[...foldInMeasurements.keys()].join(", ")}.`,
      );
    const protocol = await readProtocol(measurement.protocol, folder);
    const row = rowOf(name, protocol, await measure(measurement, protocol));
    console.log(row);
    // One at a time: an hour's measurements are not lost with the last.
    if (document !== undefined) writeRow(document, name, row);
  }
}

function measure({ model, config, withFeatures = false }: FoldInMeasurement, protocol: FoldInProtocol) {
  const seed = Number(options.seed);
  const { task, known } = protocol;
  return measureFoldIn({
    ...protocol,
    ...{ seed, threads: 1 },
    ...(withFeatures && { users: known?.users }),
    create: (data) =>
      createModel(model, {
        ...{ task, dimensions: data, config, seed },
        ...(withFeatures && { features: featuresOf(protocol, data) }),
      }),
  });
}

function rowOf(name: string, { metric, title }: FoldInProtocol, gap: FoldInGap): string {
  const compared = gap.comparisons.find((comparison) => comparison.metric === metric);
  if (!compared) throw new RangeError(`${metric} was not measured.`);
  const figure = (value: number) =>
    value
      .toFixed(4)
      .replace(/^(-?)0\./, "$1.")
      .replace("-", "−");
  const interval = `${figure(compared.difference)} (${figure(compared.low)} – ${figure(compared.high)})`;
  const milliseconds = gap.millisecondsPerHistory.toFixed(1);
  const cells = [`\`${name}\``, title, figure(compared.a), figure(compared.b), interval, milliseconds];
  return `| ${cells.join(" | ")} |`;
}

/** Puts a row in the document, in the order of the measurements. */
function writeRow(document: string, name: string, row: string): void {
  const text = readFileSync(document, "utf8");
  const rows = new Map(
    sectionOf(text, "fold-in")
      .split("\n")
      .flatMap((line): [string, string][] => {
        const known = /^\| `([^`]+)`/.exec(line)?.[1];
        return known === undefined ? [] : [[known, line]];
      }),
  ).set(name, row);
  const ordered = [...foldInMeasurements.keys()].flatMap((each) => rows.get(each) ?? []);
  const table = [...header, ...ordered].join("\n");
  writeFileSync(document, updateDocument(text, new Map([["fold-in", table]])));
}

try {
  await main();
  // Worker threads would keep the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}
