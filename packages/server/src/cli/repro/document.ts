import { isDeepStrictEqual } from "node:util";
import { UsageError } from "../errors.js";
import type { Reproduction, Row } from "./reproduction.js";
import type { RowReport } from "./row-report.js";
import { comparisonCells } from "./text-report.js";

/**
 * The document with what stands between the marks of each table replaced.
 *
 * @throws UsageError for a table without marks
 */
export function updateDocument(
  text: string,
  tables: readonly Reproduction[],
  reports: readonly RowReport[],
): string {
  let updated = text;
  for (const table of tables) {
    const own = reports.filter((report) => report.table === table.name);
    if (own.length === 0) continue;
    const [start, end] = placeOf(table, updated);
    updated = `${updated.slice(0, start)}\n\n${tableMarkdown(table, own)}\n\n${updated.slice(end)}`;
  }
  return updated;
}

/** @throws UsageError for a document without a place for one of the tables */
export function checkMarks(text: string, tables: readonly Reproduction[]): void {
  for (const table of tables) placeOf(table, text);
}

/** From behind a table's first mark to its second one. */
function placeOf({ name }: Reproduction, text: string): readonly [start: number, end: number] {
  const [open, close] = [`<!-- repro:${name} -->`, `<!-- /repro:${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start < 0 || end < 0)
    throw new UsageError(`The document has no place for "${name}": add ${open} and ${close}.`);
  return [start + open.length, end];
}

/** A table's results and what explains them. */
export function tableMarkdown(table: Reproduction, reports: readonly RowReport[]): string {
  const rows = table.rows.flatMap((row) => {
    const report = reportOf(row, reports);
    return report ? [{ row, report }] : [];
  });
  const header = [
    ...["", "metric", "published", "ours", "95 % interval", "range over seeds"],
    ...["difference", "to reach", "reached", "seconds", "seeds"],
  ];
  const cells = rows.flatMap(({ row, report }) =>
    report.comparisons.map((comparison, i) => {
      const [published, ours, interval, spread, difference, reached] = comparisonCells(comparison);
      const first = i === 0;
      return [
        first ? row.title : "",
        comparison.metric,
        ...[published, ours, interval, spread, difference].map((cell) => cell ?? ""),
        comparison.toReach?.toFixed(4) ?? "",
        reached === "no" ? "**no**" : (reached ?? ""),
        first ? report.seconds.toFixed(1) : "",
        first ? report.seeds.join(", ") : "",
      ];
    }),
  );
  const absent = table.rows.filter((row) => !reportOf(row, reports));
  const parts = [
    `${table.title}. ${table.protocol}`,
    markdownTable(header, cells),
    rows.map(({ row, report }) => `- ${rowNote(row, report)}`).join("\n"),
    ...(absent.length > 0 ? [`Not run: ${absent.map(({ title }) => title).join("; ")}.`] : []),
  ];
  return parts.join("\n\n");
}

/** A row's result, unless it was measured with a config that the row has no more. */
function reportOf(row: Row, reports: readonly RowReport[]): RowReport | undefined {
  return reports.find((report) => report.row === row.name && isDeepStrictEqual(report.config, row.config));
}

function rowNote(row: Row, { config }: RowReport): string {
  const explained = row.explanation ? ` ${row.explanation}` : "";
  return `${row.title}: \`${row.model}\` \`${JSON.stringify(config)}\`. Published: ${row.source}.${explained}`;
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => (i < 2 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
