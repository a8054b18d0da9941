import * as z from "zod";
import { checkLevels, checkNames } from "../evaluation/check.js";
import { protocolSchema } from "../evaluation/protocol.js";

const intervalSchema = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() }).readonly();

/** An interval, or a number of all lists at once that has none. */
const listValueSchema = z
  .strictObject({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() })
  .readonly();

const systemSchema = z
  .strictObject({
    /** Unique in the report. */
    name: z.string(),
    title: z.string(),
    role: z.enum(["model", "baseline"]),
    config: z.record(z.string(), z.unknown()).readonly(),
    /** How many configurations were tried on validation data before this one was measured; 1 where none were searched. */
    configurations: z.int().positive(),
    /** Whether there are no more to try; absent where there are, or nobody knows. */
    isExhausted: z.boolean().exactOptional(),
    /** What the search was allowed, in words; null where there was none. */
    searchBudget: z.string().nullable(),
    searchSeconds: z.number().nullable(),
    trainSeconds: z.number(),
    evaluateSeconds: z.number(),
    /** By metric, over all evaluated users or test rows. */
    metrics: z.record(z.string(), intervalSchema).readonly(),
    /** Metrics of the lists themselves; null for ratings, which make no lists. */
    lists: z.record(z.string(), listValueSchema).readonly().nullable(),
    /** Share of all places in lists that each of the report's `popularityGroups` has; null for ratings. */
    exposure: z.array(z.number()).readonly().nullable(),
  })
  .readonly();

/** One system, as it was measured. */
export type ReportSystem = z.infer<typeof systemSchema>;

const comparisonSchema = z
  .strictObject({
    baseline: z.string(),
    metric: z.string(),
    /** The model's value and the baseline's. */
    model: z.number(),
    other: z.number(),
    /** model − baseline */
    difference: z.number(),
    low: z.number(),
    high: z.number(),
    /** Of the paired randomisation test, two-sided. */
    pValue: z.number(),
    numUsers: z.int(),
    /** Users for whom the model is better, the same, worse. */
    better: z.int(),
    equal: z.int(),
    worse: z.int(),
  })
  .readonly();

/** The model beside one baseline, user by user. */
export type ReportComparison = z.infer<typeof comparisonSchema>;

const slicingSchema = z
  .strictObject({
    title: z.string(),
    of: z.enum(["users", "items"]),
    rows: z
      .array(
        z
          .strictObject({
            label: z.string(),
            numUsers: z.int(),
            /** The primary metric, by system. */
            systems: z.record(z.string(), intervalSchema).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** The primary metric for parts of the users, or on parts of the items. */
export type ReportSlicing = z.infer<typeof slicingSchema>;

const checkSchema = z
  .strictObject({
    name: z.enum(checkNames),
    level: z.enum(checkLevels),
    sentence: z.string(),
    counts: z.record(z.string(), z.number()).readonly(),
    /** Whose scores were looked at; null for a check of the data. */
    system: z.string().nullable(),
  })
  .readonly();

/** What a check of the data found. */
export type ReportCheck = z.infer<typeof checkSchema>;

/** Checks a report that was stored. */
export const honestyReportSchema = z
  .strictObject({
    format: z.literal("tastemaker-honesty-report"),
    version: z.literal(1),
    title: z.string(),
    /** When it was made, ISO 8601, if its maker says. */
    createdAt: z.string().nullable(),
    libraryVersion: z.string(),
    seed: z.int(),
    protocol: protocolSchema,
    protocolHash: z.string(),
    /** Whether candidates were sampled: comparable with nothing else, and able to reverse an order. */
    sampled: z.boolean(),
    data: z
      .strictObject({ numUsers: z.int(), numItems: z.int(), numTrain: z.int(), numTest: z.int() })
      .readonly(),
    /** Users for ranking, test rows for ratings. */
    numEvaluated: z.int(),
    /** The metric that decides. */
    primary: z.string(),
    /** Of all intervals. */
    level: z.number(),
    verdict: z
      .strictObject({
        outcome: z.enum(["better", "worse", "undecided", "alone"]),
        sentence: z.string(),
        /** What to know before believing it, a sentence each. */
        caveats: z.array(z.string()).readonly(),
      })
      .readonly(),
    /** The model first, then the baselines, best first by the primary metric. */
    systems: z.array(systemSchema).readonly(),
    /** Each baseline by the primary metric, the best first; then the best by each other metric. */
    comparisons: z.array(comparisonSchema).readonly(),
    /** Of users by model − best baseline in the primary metric; null without a baseline. */
    differences: z
      .strictObject({
        baseline: z.string(),
        /** [bins + 1] */
        edges: z.array(z.number()).readonly(),
        /** [bins] users */
        counts: z.array(z.int()).readonly(),
        /** Users without a difference: in no bin. */
        equal: z.int(),
      })
      .readonly()
      .nullable(),
    slices: z.array(slicingSchema).readonly(),
    /** Items by popularity, most popular first, in groups of about as many training interactions; null for ratings. */
    popularityGroups: z
      .array(z.strictObject({ numItems: z.int(), interactions: z.number() }).readonly())
      .readonly()
      .nullable(),
    checks: z.array(checkSchema).readonly(),
    /** Baselines that were asked for and could not be measured. */
    failures: z.array(z.strictObject({ name: z.string(), reason: z.string() }).readonly()).readonly(),
  })
  .readonly();

/** A run beside its baselines, under one protocol. */
export type HonestyReport = z.infer<typeof honestyReportSchema>;
/** What a report comes to. */
export type Verdict = HonestyReport["verdict"];
