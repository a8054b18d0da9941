/** How a metric of many rows comes from those of its parts: `from(mean of into(part))`, weighted by rows. */
export interface MetricMean {
  into(part: number): number;
  from(mean: number): number;
}

const arithmetic: MetricMean = { into: (part) => part, from: (mean) => mean };
/** Squared errors add up; their roots do not. */
const quadratic: MetricMean = { into: (part) => part * part, from: (mean) => Math.sqrt(mean) };

/** The metrics whose mean is not the arithmetic one. */
const means: ReadonlyMap<string, MetricMean> = new Map([["rmse", quadratic]]);

/** The mean of a metric by the key of its results, such as `ndcg@10` or `rmse`. */
export function metricMean(key: string): MetricMean {
  return means.get(key) ?? arithmetic;
}
