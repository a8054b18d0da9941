import { countHits } from "./ranking-metric.js";

/**
 * Average precision within the first k places; its mean over users is MAP@k:
 *
 * ```
 * AP@k = Σ (hits up to and with this one) / rank    over the relevant items within the first k places
 *        ÷ min(k, relevant items)
 * ```
 *
 * The denominator is what a perfect list would have, so a perfect list has 1 also where more than k items are
 * relevant. (Where it is all relevant items, as in TREC's evaluation, such a list stays below 1.) With one relevant
 * item this is the reciprocal rank. Manning, Raghavan & Schütze, Introduction to Information Retrieval, 2008, § 8.4.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function map(ranks: Int32Array, k: number): number {
  let sum = 0;
  for (let i = countHits(ranks, k) - 1; i >= 0; i--) sum += (i + 1) / (ranks[i] as number);
  return sum / Math.min(k, ranks.length);
}
