import { access, constants, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type HonestyReport, renderHtml, renderMarkdown } from "@tastemaker/core";
import { UsageError } from "../errors.js";

/** What a report is written as, by the extension of its file. */
const renderers: Readonly<Record<string, (report: HonestyReport) => string>> = {
  ".html": renderHtml,
  ".md": renderMarkdown,
  ".json": (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};

/** Before the work: a file that could not be written at its end is told at its start. @throws UsageError */
export async function checkWritable(option: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const folder = path.dirname(path.resolve(file));
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
      throw new UsageError(`${option} ${file}: there is no folder "${folder}". Make it, or name another.`);
    }
    const present = await stat(file).catch(() => undefined);
    if (present?.isDirectory()) {
      throw new UsageError(`${option} ${file}: it is a folder. Name a file.`);
    }
    try {
      await access(present ? file : folder, constants.W_OK);
    } catch {
      throw new UsageError(`${option} ${file}: you may not write there. Name another file.`);
    }
  }
}

export async function writeReportFiles(report: HonestyReport, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const render = renderers[path.extname(file)];
    if (render) await writeFile(file, render(report));
  }
}
