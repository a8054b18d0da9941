import type { Reproduction } from "./reproduction.js";
import type { Comparison, RowReport } from "./row-report.js";

const widths = [22, 12, 10, 9, 17, 17, 11, 9, 9] as const;

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join(" ")
    .trimEnd();
}

/** What stands above a table's rows. */
export function textHeader({ name, title, protocol }: Reproduction): string {
  return `${title} (${name})\n${protocol}\n\n${line([
    ...["row", "metric", "published", "ours", "95 % interval", "over seeds"],
    ...["difference", "reached", "seconds"],
  ])}\n`;
}

/** A line for each number of a row. */
export function textRow({ row, seconds, comparisons }: RowReport): string {
  return comparisons
    .map((comparison, i) =>
      line([
        i === 0 ? row : "",
        comparison.metric,
        ...comparisonCells(comparison),
        i === 0 ? seconds.toFixed(1) : "",
      ]),
    )
    .map((text) => `${text}\n`)
    .join("");
}

/** Published, ours, interval, spread, difference, reached. */
export function comparisonCells(comparison: Comparison): string[] {
  const { published, ours, interval, spread, difference, reached } = comparison;
  return [
    published === null ? "" : published.toFixed(4),
    ours.toFixed(4),
    range(interval),
    range(spread),
    difference === null ? "" : signed(difference),
    reached === null ? "" : reached ? "yes" : "no",
  ];
}

const range = (bounds: readonly [number, number] | null) =>
  bounds === null ? "" : bounds.map((bound) => bound.toFixed(4)).join(" – ");

const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
