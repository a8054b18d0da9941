import { existsSync } from "node:fs";
import { type SearchLog, UnreadableDataError } from "@tastemaker/core";
import { z } from "zod";
import { readJson } from "../read-json.js";
import { replaceFile } from "../replace-file.js";

const trialSchema = z.strictObject({
  configuration: z.int().min(0),
  share: z.number().gt(0).max(1),
  config: z.record(z.string(), z.unknown()),
  outcome: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("measured"),
      value: z.number(),
      metrics: z.record(z.string(), z.number()),
      epochs: z.int().min(1),
    }),
    z.strictObject({ kind: z.literal("failed"), code: z.string(), message: z.string() }),
  ]),
  seconds: z.number(),
});

const schema = z.strictObject({
  version: z.literal(1),
  search: z.strictObject({
    model: z.string(),
    task: z.string(),
    seed: z.int(),
    monitor: z.string(),
    mode: z.enum(["max", "min"]),
    config: z.record(z.string(), z.unknown()),
    space: z.unknown(),
    data: z.string(),
    setting: z.string(),
  }),
  trials: z.array(trialSchema),
}) satisfies z.ZodType<SearchLog>;

/** The log of a search that was cut off; undefined where there is no file yet. @throws UnreadableDataError */
export async function readSearchLog(file: string): Promise<SearchLog | undefined> {
  if (!existsSync(file)) return undefined;
  const parsed = schema.safeParse(await readJson("--search-log", file));
  if (!parsed.success)
    throw new UnreadableDataError(
      `"${file}" holds no log of a search: ${z.prettifyError(parsed.error)}. Name another file by --search-log.`,
    );
  return parsed.data;
}

export async function writeSearchLog(file: string, log: SearchLog): Promise<void> {
  await replaceFile(file, `${JSON.stringify(log)}\n`);
}
