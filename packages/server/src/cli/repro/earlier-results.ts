import { existsSync } from "node:fs";
import { UnreadableDataError } from "@tastemaker/core";
import { z } from "zod";
import { readJson } from "../read-json.js";
import { replaceFile } from "../replace-file.js";
import { type RowReport, rowReportSchema } from "./row-report.js";

const schema = z.strictObject({ rows: z.array(rowReportSchema) });

/** What earlier runs kept in a file; nothing where there is none yet. @throws UnreadableDataError */
export async function readResults(file: string): Promise<readonly RowReport[]> {
  if (!existsSync(file)) return [];
  const parsed = schema.safeParse(await readJson("--results", file));
  if (!parsed.success)
    throw new UnreadableDataError(
      `"${file}" holds no results of tastemaker repro: ${z.prettifyError(parsed.error)}. Name another file.`,
    );
  return parsed.data.rows;
}

/** Adds a row's report, in the place of an earlier one of the same row. */
export function withReport(reports: readonly RowReport[], report: RowReport): readonly RowReport[] {
  return [...reports.filter(({ table, row }) => table !== report.table || row !== report.row), report];
}

export async function writeResults(file: string, rows: readonly RowReport[]): Promise<void> {
  await replaceFile(file, `${JSON.stringify({ rows }, undefined, 2)}\n`);
}
