import { z } from "zod";

export const datasetName = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "lower-case letters, digits, dots, dashes and underscores");

export const datasetStatus = z.enum(["IMPORTING", "READY", "FAILED"]);

/** File formats an import reads. `csv` takes a column mapping; the others know their columns. */
export const importFormat = z.enum(["csv", "movielens-100k", "ncf", "libimseti"]);

/** Which column of a CSV or TSV with a header is what. */
export const columnMapping = z.object({
  user: z.string().min(1),
  item: z.string().min(1),
  value: z.string().min(1).optional(),
  timestamp: z.string().min(1).optional(),
});

/** The query of an upload's address. */
export const importQuery = z.strictObject({
  name: datasetName,
  format: importFormat,
  ...columnMapping.partial().shape,
});
export type ImportQuery = z.infer<typeof importQuery>;

export const dataset = z.object({
  id: z.uuid(),
  name: z.string(),
  status: datasetStatus,
  format: z.string(),
  numUsers: z.number().int(),
  numItems: z.number().int(),
  numInteractions: z.number().int(),
  numRowsRead: z.number().int(),
  numRowsRejected: z.number().int(),
  bytesRead: z.number(),
  bytesTotal: z.number().nullable(),
  minValue: z.number().nullable(),
  maxValue: z.number().nullable(),
  hasTimestamps: z.boolean(),
  error: z.string().nullable(),
  createdAt: z.date(),
  readyAt: z.date().nullable(),
});
export type Dataset = z.infer<typeof dataset>;

export const datasetId = z.object({ datasetId: z.uuid() });

export const generateDataset = z.object({
  name: datasetName,
  flavour: z.enum(["dating", "catalogue"]).default("catalogue"),
  numUsers: z.number().int().min(2).max(1_000_000).default(1000),
  numItems: z.number().int().min(2).max(1_000_000).default(500),
  interactionsPerUser: z.number().int().min(1).max(1000).default(40),
  seed: z.number().int().default(1),
});

export const rejectedRow = z.object({ line: z.number().int(), reason: z.string(), text: z.string() });

export const searchUsers = z.object({
  datasetId: z.uuid(),
  /** A part of the external id; empty lists the first ones. */
  search: z.string().max(200).default(""),
  limit: z.number().int().min(1).max(100).default(20),
});

export const datasetUser = z.object({
  userId: z.string(),
  numInteractions: z.number().int(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
});

export const userHistory = z.object({
  datasetId: z.uuid(),
  userId: z.string().min(1),
  limit: z.number().int().min(1).max(500).default(50),
});

export const historyItem = z.object({
  itemId: z.string(),
  title: z.string().nullable(),
  value: z.number(),
  timestamp: z.number().nullable(),
});
