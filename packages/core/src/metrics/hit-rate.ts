/**
 * 1 where at least one relevant item is among the first k places, else 0. Over users, the share of users with a hit.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 */
export function hitRate(ranks: Int32Array, k: number): number {
  const [best = Number.POSITIVE_INFINITY] = ranks;
  return best <= k ? 1 : 0;
}
