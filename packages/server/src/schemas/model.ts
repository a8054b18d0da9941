import { z } from "zod";
import { task } from "./run.js";

/** What the run form is built from. */
export const modelDefinition = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  paper: z.string(),
  whenToUse: z.string(),
  tasks: z.array(task),
  /** JSON Schema of the config: every property has a description and a default. */
  configSchema: z.record(z.string(), z.unknown()),
  /** The full default config of each task. */
  defaults: z.partialRecord(task, z.record(z.string(), z.unknown())),
});
export type ModelDefinitionView = z.infer<typeof modelDefinition>;

export const aliasName = z.enum(["production", "canary"]);

export const modelVersion = z.object({
  id: z.uuid(),
  datasetId: z.uuid(),
  datasetName: z.string(),
  runId: z.uuid(),
  version: z.number().int(),
  modelName: z.string(),
  task,
  metrics: z.record(z.string(), z.number()),
  /** Metrics of versions with different hashes must not be compared. */
  protocolHash: z.string(),
  aliases: z.array(aliasName),
  createdAt: z.date(),
});
export type ModelVersion = z.infer<typeof modelVersion>;

export const promote = z.object({ modelVersionId: z.uuid(), alias: aliasName.default("production") });
