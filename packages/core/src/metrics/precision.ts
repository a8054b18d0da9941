import { countHits } from "./ranking-metric.js";

/**
 * precision@k = hits / k. The denominator is k, also where there are fewer than k relevant items or candidates.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function precision(ranks: Int32Array, k: number): number {
  return countHits(ranks, k) / k;
}
