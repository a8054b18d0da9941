import { countHits } from "./ranking-metric.js";

/**
 * recall@k = hits / relevant items. The denominator is all relevant items, also where they are more than k, so a
 * perfect list may stay below 1.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function recall(ranks: Int32Array, k: number): number {
  return countHits(ranks, k) / ranks.length;
}
