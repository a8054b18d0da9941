import { auc } from "./auc.js";
import { dcg } from "./dcg.js";
import { hitRate } from "./hit-rate.js";
import { map } from "./map.js";
import { mrr } from "./mrr.js";
import { ndcg } from "./ndcg.js";
import { precision } from "./precision.js";
import type { RankingMetric, WholeRankingMetric } from "./ranking-metric.js";
import { recall } from "./recall.js";

/** Every metric of the first k places by the name its results are keyed with, as in `ndcg@10`. */
export const rankingMetrics = { hitRate, recall, precision, mrr, map, dcg, ndcg } as const satisfies Record<
  string,
  RankingMetric
>;

/** Every metric of all places by the name its results are keyed with: no cut-off, so `auc` as it is. */
export const wholeRankingMetrics = { auc } as const satisfies Record<string, WholeRankingMetric>;

/** The name of a metric of a ranking. */
export type RankingMetricName = keyof typeof rankingMetrics;
