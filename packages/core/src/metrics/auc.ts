/**
 * Area under the ROC curve of one user: the share of (relevant, other) pairs of his candidates of which the relevant
 * item stands first.
 *
 * ```
 * AUC = 1 − Σ (rank − i) / (relevant · others)    over the relevant items, the i-th best of them being at `rank`
 * ```
 *
 * `rank − i` is how many others stand before the item. Two items of one score stand as the protocol's rule for ties
 * puts them: with `relevant-last` such a pair counts 0, with `relevant-first` 1, and the mean of the two is the
 * Mann–Whitney statistic, in which it counts a half. Without another candidate nothing can stand before a relevant
 * item, and it is 1. Hanley & McNeil, Radiology 1982; per user as in Rendle et al., UAI 2009.
 *
 * @param ranks [relevant items], ascending, 1 is the first place
 * @param numCandidates how many were ranked, the relevant ones with them
 */
export function auc(ranks: Int32Array, numCandidates: number): number {
  const others = numCandidates - ranks.length;
  if (others === 0) return 1;
  let before = 0;
  for (let i = 0; i < ranks.length; i++) before += (ranks[i] as number) - (i + 1);
  return 1 - before / (ranks.length * others);
}
