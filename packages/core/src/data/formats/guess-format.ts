import { separatorOfHeader, separatorOfLine } from "../reading/dialect.js";
import { guessMapping } from "./column-mapping.js";
import type { CandidateFormatName, InteractionFormatName } from "./registry.js";

/**
 * The format that the first lines of a file look like, or undefined where they look like none: `csv` for a header with
 * known names, `ncf-negatives`, `pairs` for two columns, `triples` for three or four of which the third is a number,
 * `lists` for lines of different lengths.
 *
 * @param lines complete lines; some dozens tell more than one
 */
export function guessFormat(
  lines: readonly string[],
): InteractionFormatName | CandidateFormatName | undefined {
  const rows = lines.map((line) => line.trim()).filter((line) => line !== "");
  const first = rows[0];
  if (first === undefined) return undefined;
  if (guessMapping(headerNames(first))) return "csv";
  if (/^\([^\t]*,[^\t]*\)\t/.test(first)) return "ncf-negatives";
  const separator = separatorOfLine(first);
  const cells = rows.map((row) => row.split(separator === "spaces" ? /[ \t]+/ : separator));
  const counts = new Set(cells.map((row) => row.length));
  const [count = 0] = counts;
  if (counts.size > 1 || count > 4) return Math.min(...counts) >= 2 ? "lists" : undefined;
  if (count === 2) return "pairs";
  const hasValues = cells.every((row) => Number.isFinite(Number.parseFloat(row[2] ?? "")));
  return count >= 3 && hasValues ? "triples" : undefined;
}

/** The column names of a header line as `csv` cuts it, save for separators inside quotes. */
export function headerNames(line: string): string[] {
  return line
    .replace(/^\uFEFF/, "")
    .split(separatorOfHeader(line))
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
}
