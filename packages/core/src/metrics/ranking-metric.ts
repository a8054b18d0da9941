/**
 * A number for one user: how near the top of the first k places his relevant items stand.
 *
 * @param ranks [relevant items], at least one, ascending; 1 is the first place. Items below place k are among them:
 *   they count in denominators
 * @param k how many places are looked at, at least 1
 */
export type RankingMetric = (ranks: Int32Array, k: number) => number;

/**
 * A number for one user: how well all his candidates are ordered, without a cut-off.
 *
 * @param ranks [relevant items], at least one, ascending; 1 is the first place
 * @param numCandidates how many were ranked, the relevant ones with them
 */
export type WholeRankingMetric = (ranks: Int32Array, numCandidates: number) => number;

/** How many of the ranks are within the first k places. */
export function countHits(ranks: Int32Array, k: number): number {
  let hits = 0;
  while (hits < ranks.length && (ranks[hits] as number) <= k) hits++;
  return hits;
}
