import { readFile } from "node:fs/promises";
import { UsageError } from "./errors.js";

/** @throws UsageError naming the option, the file and the place for what is no JSON */
export async function readJson(option: string, file: string): Promise<unknown> {
  let text = "";
  try {
    text = await readFile(file, "utf8");
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const place = error instanceof SyntaxError ? placeOf(reason, text) : undefined;
    const where = place === undefined ? "" : describe(place, text);
    // From Node 21 on some reasons end with line and column themselves.
    const plain = reason.replace(/ \(line \d+ column \d+\)$/, "").replaceAll(/\s+/g, " ");
    throw new UsageError(`${option} "${file}" cannot be read as JSON: ${plain}${where}.`);
  }
}

/** Some reasons say a position, some quote what stands there, and a text that ends too early has its end. */
function placeOf(reason: string, text: string): number | undefined {
  const position = /at position (\d+)/.exec(reason)?.[1];
  if (position !== undefined) return Number(position);
  if (reason.includes("end of JSON")) return text.length;
  // Ten letters stand before the token where some are left out.
  const [, left, quoted] = /, (\.{3})?"([\s\S]*)"(?:\.{3})? is not valid JSON/.exec(reason) ?? [];
  const start = quoted === undefined ? -1 : text.indexOf(quoted);
  return left === undefined || start < 0 ? undefined : start + 10;
}

function describe(place: number, text: string): string {
  const lines = text.slice(0, place).split("\n");
  return ` (line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1})`;
}
