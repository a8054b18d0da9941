import { bootstrapInterval } from "@tastemaker/core";
import { z } from "zod";
import type { Measurement, Row, Target } from "./reproduction.js";

/** One published number beside ours. */
const comparisonSchema = z.strictObject({
  metric: z.string(),
  published: z.number().nullable(),
  /** Mean over the seeds. */
  ours: z.number(),
  /** 95 % bootstrap interval over users of the mean over seeds; null where the metric is no mean over users. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Least and greatest over the seeds; null for one seed. */
  spread: z.tuple([z.number(), z.number()]).nullable(),
  /** Ours less the published. */
  difference: z.number().nullable(),
  toReach: z.number().nullable(),
  /** Null where there is nothing to reach. */
  reached: z.boolean().nullable(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** What a row came to: a line of the report, and what is kept of earlier runs. */
export const rowReportSchema = z.strictObject({
  table: z.string(),
  row: z.string(),
  model: z.string(),
  config: z.record(z.string(), z.unknown()),
  seeds: z.array(z.int()),
  /** Mean seconds of one training. */
  seconds: z.number(),
  comparisons: z.array(comparisonSchema),
  reached: z.boolean().nullable(),
});
export type RowReport = z.infer<typeof rowReportSchema>;

/** The smaller, the better. */
const errors = new Set(["rmse", "mae", "rmseDifference", "rmseDifferenceHigh"]);

/** Compares what was measured, one a seed, with what was published. */
export function reportRow(table: string, row: Row, measurements: readonly Measurement[]): RowReport {
  const comparisons = row.targets.map((target) => compare(target, row, measurements));
  const judged = comparisons.flatMap(({ reached }) => (reached === null ? [] : [reached]));
  return {
    table,
    row: row.name,
    model: row.model,
    config: row.config,
    seeds: [...row.seeds],
    seconds: mean(measurements.map(({ seconds }) => seconds)),
    comparisons,
    reached: judged.length > 0 ? judged.every(Boolean) : null,
  };
}

function compare(
  { metric, published, toReach }: Target,
  row: Row,
  measurements: readonly Measurement[],
): Comparison {
  const values = measurements.map(({ metrics }) => {
    const value = metrics[metric];
    if (value === undefined)
      throw new Error(
        `"${row.name}" is compared by ${metric}, which is not measured: ${Object.keys(metrics)}.`,
      );
    return value;
  });
  const ours = mean(values);
  return {
    metric,
    published: published ?? null,
    ours,
    interval: intervalOf(
      measurements.map(({ perUser }) => perUser?.get(metric)),
      ours,
      row.seeds[0],
    ),
    spread: values.length > 1 ? [Math.min(...values), Math.max(...values)] : null,
    difference: published === undefined ? null : ours - published,
    toReach: toReach ?? null,
    reached: toReach === undefined ? null : errors.has(metric) ? ours <= toReach : ours >= toReach,
  };
}

/** Of each user's mean over the seeds. */
function intervalOf(
  perSeed: readonly (Float32Array | undefined)[],
  ours: number,
  seed: number,
): [number, number] | null {
  const given = perSeed.filter((values) => values !== undefined);
  const [first] = given;
  if (!first || given.length < perSeed.length) return null;
  const means = first.map((_, user) => mean(given.map((values) => values[user] as number)));
  // RMSE is no mean over users: their interval would be of another number.
  if (Math.abs(mean([...means]) - ours) > 1e-4) return null;
  const { low, high } = bootstrapInterval(means, { seed });
  return [low, high];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
