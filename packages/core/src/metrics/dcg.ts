import { discountedGain } from "./discounted-gain.js";
import { countHits } from "./ranking-metric.js";

/**
 * Discounted cumulative gain, with binary gain and a base-2 logarithm:
 *
 * ```
 * DCG@k = Σ 1 / log2(rank + 1)    over the relevant items within the first k places, rank from 1
 * ```
 *
 * It has no denominator: users with more relevant items can have more, and it passes 1. With one relevant item it is
 * NDCG. Järvelin & Kekäläinen, TOIS 2002.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function dcg(ranks: Int32Array, k: number): number {
  let gain = 0;
  // From the last hit up: the smallest terms first lose the least.
  for (let i = countHits(ranks, k) - 1; i >= 0; i--) gain += discountedGain(ranks[i] as number);
  return gain;
}
