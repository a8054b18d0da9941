import { dcg } from "./dcg.js";
import { discountedGain } from "./discounted-gain.js";

/**
 * Normalised discounted cumulative gain, with binary gain and a base-2 logarithm:
 *
 * ```
 * DCG@k  = Σ 1 / log2(rank + 1)    over the relevant items within the first k places, rank from 1
 * IDCG@k = Σ 1 / log2(i + 1)       over i = 1 … min(k, relevant items)
 * NDCG@k = DCG@k / IDCG@k
 * ```
 *
 * With one relevant item this is ln 2 / ln(rank + 1). Järvelin & Kekäläinen, TOIS 2002.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function ndcg(ranks: Int32Array, k: number): number {
  let ideal = 0;
  for (let i = Math.min(k, ranks.length); i >= 1; i--) ideal += discountedGain(i);
  return dcg(ranks, k) / ideal;
}
