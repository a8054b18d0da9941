import { z } from "zod";

export const runStatus = z.enum(["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]);
export const task = z.enum(["rating", "ranking"]);

/** How a run's interactions are divided; `validation` rows are taken from the training part the same way. */
export const runSplit = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("random"), testFraction: z.number().gt(0).lt(1).default(0.2) }),
  z.object({ kind: z.literal("leave-last-out") }),
  z.object({ kind: z.literal("n-held-out"), perUser: z.number().int().min(1).max(100).default(5) }),
]);

export const startRun = z.object({
  datasetId: z.uuid(),
  modelName: z.string().min(1),
  task: task.default("ranking"),
  /** Validated against the model's own schema; missing fields take its defaults. */
  config: z.record(z.string(), z.unknown()).default({}),
  split: runSplit.default({ kind: "leave-last-out" }),
  cutoffs: z.array(z.number().int().min(1).max(1000)).min(1).max(5).default([10, 20]),
  seed: z.number().int().default(1),
});

export const runId = z.object({ runId: z.uuid() });

export const listRuns = z
  .object({ datasetId: z.uuid().optional(), limit: z.number().int().min(1).max(500).default(50) })
  .default({ limit: 50 });

export const runEvents = z.object({
  runId: z.uuid(),
  /** Those after this sequence; all of them unless set. */
  afterSequence: z.number().int().min(0).optional(),
});

export const watchRun = z.object({
  runId: z.uuid(),
  /** The sequence of the last event received, as the subscription gave it. */
  lastEventId: z
    .string()
    .regex(/^\d{1,9}$/, "the sequence of an event")
    .nullish(),
});

export const run = z.object({
  id: z.uuid(),
  datasetId: z.uuid(),
  datasetName: z.string(),
  modelName: z.string(),
  task,
  config: z.record(z.string(), z.unknown()),
  split: runSplit,
  cutoffs: z.array(z.number()),
  seed: z.number(),
  status: runStatus,
  /** True between a cancel and the worker's answer to it. */
  cancelRequested: z.boolean(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The version it made, once it succeeded. */
  modelVersionId: z.uuid().nullable(),
});
export type Run = z.infer<typeof run>;

/** A row of the run's log. Payloads are core's training events, plus what the worker adds around them. */
export const runEventPayload = z.discriminatedUnion("type", [
  z.object({ type: z.literal("queued") }),
  z.object({ type: z.literal("claimed"), workerId: z.string() }),
  z.object({ type: z.literal("data-loaded"), numInteractions: z.number(), seconds: z.number() }),
  z.object({
    type: z.literal("run-start"),
    model: z.string(),
    epochs: z.number(),
    stepsPerEpoch: z.number(),
    seed: z.number(),
    backend: z.string(),
  }),
  /** At most a few a second: progress inside an epoch. */
  z.object({
    type: z.literal("progress"),
    epoch: z.number(),
    step: z.number(),
    loss: z.number().nullable(),
  }),
  z.object({
    type: z.literal("epoch-end"),
    epoch: z.number(),
    loss: z.number().nullable(),
    samplesPerSecond: z.number(),
  }),
  z.object({
    type: z.literal("evaluation-end"),
    epoch: z.number(),
    metrics: z.record(z.string(), z.number()),
    best: z.boolean(),
  }),
  z.object({
    type: z.literal("run-end"),
    reason: z.enum(["completed", "stopped-early"]),
    epochs: z.number(),
    bestEpoch: z.number(),
  }),
  /** Metrics on the test part, once, at the end. */
  z.object({ type: z.literal("test-metrics"), metrics: z.record(z.string(), z.number()) }),
  z.object({ type: z.literal("succeeded"), modelVersionId: z.string() }),
  z.object({ type: z.literal("failed"), code: z.string(), message: z.string() }),
  z.object({ type: z.literal("cancelled") }),
]);
export type RunEventPayload = z.infer<typeof runEventPayload>;

export const runEvent = z.object({
  /** 1, 2, 3 … within the run; what a subscription resumes after. */
  sequence: z.number().int(),
  createdAt: z.date(),
  payload: runEventPayload,
});
export type RunEvent = z.infer<typeof runEvent>;
