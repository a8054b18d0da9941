import { separatorOfHeader, separatorOfLine } from "../reading/dialect.js";
import { guessMapping } from "./column-mapping.js";
import type { CandidateFormatName, InteractionFormatName } from "./registry.js";

/**
 * The format that the first lines of a file look like, or undefined where they look like none: `csv` for a header with
 * known names, `ncf-negatives`, `pairs` for two columns, `triples` for three or four of which the third is mostly a number,
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
  // The last line may be cut off.
  const whole = rows.length > 2 ? rows.slice(0, -1) : rows;
  const cells = whole.map((row) => row.split(separator === "spaces" ? /[ \t]+/ : separator));
  const { count, share } = usualLength(cells);
  if (share < minShare || count > 4) return cells.every((row) => row.length >= 2) ? "lists" : undefined;
  if (count === 2) return "pairs";
  const numValues = cells.filter((row) => Number.isFinite(Number.parseFloat(row[2] ?? ""))).length;
  return count >= 3 && 2 * numValues >= cells.length ? "triples" : undefined;
}

/** Lines of one length among all, from which on the others count as bad rows of a table. */
const minShare = 0.9;

/** The most frequent number of cells, and the share of lines that have it. */
function usualLength(cells: readonly (readonly string[])[]): { count: number; share: number } {
  const numLines = new Map<number, number>();
  for (const { length } of cells) numLines.set(length, (numLines.get(length) ?? 0) + 1);
  const [count, lines] = [...numLines].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return { count, share: lines / cells.length };
}

/** The column names of a header line as `csv` cuts it, save for separators inside quotes. */
export function headerNames(line: string): string[] {
  return line
    .replace(/^\uFEFF/, "")
    .split(separatorOfHeader(line))
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
}
