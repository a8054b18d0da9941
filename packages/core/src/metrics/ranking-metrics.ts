import { hitRate } from "./hit-rate.js";
import { mrr } from "./mrr.js";
import { ndcg } from "./ndcg.js";
import { precision } from "./precision.js";
import type { RankingMetric } from "./ranking-metric.js";
import { recall } from "./recall.js";

/** Every ranking metric by the name its results are keyed with, as in `ndcg@10`. */
export const rankingMetrics = { hitRate, recall, precision, mrr, ndcg } as const satisfies Record<
  string,
  RankingMetric
>;

export type RankingMetricName = keyof typeof rankingMetrics;
