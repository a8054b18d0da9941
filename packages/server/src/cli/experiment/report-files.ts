import { access, writeFile } from "node:fs/promises";
import path from "node:path";
import { type HonestyReport, renderHtml, renderMarkdown } from "@tastemaker/core";
import { UsageError } from "../errors.js";

/** What a report is written as, by the extension of its file. */
const renderers: Readonly<Record<string, (report: HonestyReport) => string>> = {
  ".html": renderHtml,
  ".md": renderMarkdown,
  ".json": (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

/** Before the work: a report that could not be written at its end is told at its start. @throws UsageError */
export async function checkReportFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const folder = path.dirname(path.resolve(file));
    try {
      await access(folder);
    } catch {
      throw new UsageError(`--report ${file}: there is no folder "${folder}". Make it, or name another.`);
    }
  }
}

export async function writeReportFiles(report: HonestyReport, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const render = renderers[path.extname(file)];
    if (render) await writeFile(file, render(report));
  }
}
