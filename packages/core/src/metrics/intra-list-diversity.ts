import type { ItemSimilarity } from "./item-similarity.js";

/**
 * Intra-list diversity of one list: the mean distance of its pairs.
 *
 * ```
 * diversity = Σ (1 − similarity(a, b)) over pairs / (n (n − 1) / 2)
 * ```
 *
 * 0 where all items are alike, 1 where no two are, and for cosines of vectors that point away from each other more. A
 * list of fewer than two items has no pair, and counts as 0: there is nothing to choose between. Smyth & McClave,
 * ICCBR 2001; Ziegler et al., WWW 2005.
 *
 * @param list [n] items, each once
 */
export function intraListDiversity(list: Int32Array, similarity: ItemSimilarity): number {
  const pairs = (list.length * (list.length - 1)) / 2;
  return pairs === 0 ? 0 : 1 - similarity.sumOfPairs(list) / pairs;
}
