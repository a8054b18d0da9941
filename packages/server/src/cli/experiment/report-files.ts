import { realpath } from "node:fs/promises";
import path from "node:path";
import { type HonestyReport, renderHtml, renderMarkdown } from "@tastemaker/core";
import { UsageError } from "../errors.js";
import { checkReplaceable, replaceFile } from "../replace-file.js";
import type { ExperimentOptions } from "./experiment-options.js";

/** What a report is written as, by the extension of its file. */
const renderers: Readonly<Record<string, (report: HonestyReport) => string>> = {
  ".html": renderHtml,
  ".md": renderMarkdown,
  ".json": (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

/**
 * Before the work: a file that could not be written at its end, or that would overwrite what is read, is told at its
 * start.
 *
 * @throws UsageError
 */
export async function checkOutputs(options: ExperimentOptions): Promise<void> {
  const { report, searchLog, train, test, negatives, userFeatures, itemFeatures, featureSchema } = options;
  const taken = new Map<string, string>();
  for (const [option, file] of Object.entries({
    ...{ "--train": train, "--test": test, "--negatives": negatives, "--user-features": userFeatures },
    ...{ "--item-features": itemFeatures, "--feature-schema": featureSchema },
  })) {
    if (file !== undefined) taken.set(await identify(file), option);
  }
  const outputs: (readonly [string, string])[] = report.map((file) => ["--report", file]);
  if (searchLog !== undefined) outputs.push(["--search-log", searchLog]);
  for (const [option, file] of outputs) {
    const identity = await identify(file);
    const other = taken.get(identity);
    if (other) throw new UsageError(`${option} ${file}: it is the file of ${other}. Name another.`);
    taken.set(identity, option);
    await checkReplaceable(option, file);
  }
}

/** The same for all names of a file. */
async function identify(file: string): Promise<string> {
  return await realpath(file).catch(() => path.resolve(file));
}

export async function writeReportFiles(report: HonestyReport, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const render = renderers[path.extname(file)];
    if (render) await replaceFile(file, render(report));
  }
}
