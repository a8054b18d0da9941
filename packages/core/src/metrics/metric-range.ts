/** The least and the greatest value that a metric can have. */
export type MetricRange = readonly [number, number];

const shares: MetricRange = [0, 1];
const unbounded: MetricRange = [0, Number.POSITIVE_INFINITY];

const ranges: Readonly<Record<string, MetricRange>> = {
  rmse: unbounded,
  mae: unbounded,
  hitRate: shares,
  recall: shares,
  precision: shares,
  mrr: shares,
  map: shares,
  dcg: unbounded,
  ndcg: shares,
  auc: shares,
  coverage: shares,
  gini: shares,
  novelty: unbounded,
  // One less a mean cosine.
  diversity: [0, 2],
  popularity: unbounded,
  calibrationError: unbounded,
};

/** @param key as results are keyed, such as `ndcg@10`; undefined for a metric that the library does not have */
export function metricRange(key: string): MetricRange | undefined {
  const name = key.replace(/@\d+$/, "");
  return Object.hasOwn(ranges, name) ? ranges[name] : undefined;
}
