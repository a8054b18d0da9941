import path from "node:path";
import { InvalidArgumentError } from "commander";
import { z } from "zod";

/** `10,20` → [10, 20] */
export function parseCutoffs(text: string): number[] {
  const cutoffs = text.split(",").map((part) => Number(part.trim()));
  if (!cutoffs.every((k) => Number.isInteger(k) && k >= 1)) {
    throw new InvalidArgumentError("Give whole numbers from 1, separated by commas, such as 10,20.");
  }
  return cutoffs;
}

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(seed)) {
    throw new InvalidArgumentError("Give a whole number.");
  }
  return seed;
}

export function parsePositiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("Give a whole number from 1.");
  return value;
}

export function parseThreads(text: string): number {
  const threads = parsePositiveInteger(text);
  if (threads > 256) throw new InvalidArgumentError("Give a whole number from 1 to 256.");
  return threads;
}

const jsonObject = z.record(z.string(), z.unknown());

/** `{"epochs": 5}` → { epochs: 5 } */
export function parseConfigJson(text: string): Record<string, unknown> {
  const parsed = jsonObject.safeParse(parseJson(text));
  if (!parsed.success) throw new InvalidArgumentError(`Give a JSON object, such as '{"epochs": 5}'.`);
  return parsed.data;
}

/** Collects `epochs=5 loss=bpr` → { epochs: 5, loss: "bpr" }: values are JSON where they can be, else text. */
export function collectSetting(
  text: string,
  earlier: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const equals = text.indexOf("=");
  if (equals < 1) throw new InvalidArgumentError("Give name=value, such as epochs=5.");
  const value = text.slice(equals + 1);
  const parsed = parseJson(value);
  return { ...earlier, [text.slice(0, equals)]: parsed === undefined ? value : parsed };
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const reportExtensions = [".html", ".md", ".json"];

/** Collects files whose extension says what a report is written as. */
export function collectReportFile(file: string, earlier: readonly string[] = []): string[] {
  if (!reportExtensions.includes(path.extname(file)))
    throw new InvalidArgumentError(`Give a file that ends with ${reportExtensions.join(", ")}.`);
  return [...earlier, file];
}

/** `popularity,ease` → ["popularity", "ease"]; `none` → [] */
export function parseBaselines(text: string): string[] {
  if (text === "none") return [];
  const names = text.split(",").map((name) => name.trim());
  if (names.includes(""))
    throw new InvalidArgumentError("Give names of models, separated by commas, or none.");
  return names;
}
