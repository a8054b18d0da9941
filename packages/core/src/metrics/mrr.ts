/**
 * The reciprocal rank: 1 / rank of the first relevant item, 0 where it is below place k. Its mean over users is the
 * mean reciprocal rank.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function mrr(ranks: Int32Array, k: number): number {
  const [best = Number.POSITIVE_INFINITY] = ranks;
  return best <= k ? 1 / best : 0;
}
