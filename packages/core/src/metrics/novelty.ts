/** Whose history an item may be in. */
export interface Audience {
  /** [numItems] how many users each item has in train */
  readonly popularity: Int32Array;
  /** Users who have at least one item in train. */
  readonly numUsers: number;
}

/**
 * Novelty of one list by self-information: how surprised a user drawn at random is by its items, in bits.
 *
 * ```
 * novelty = Σ −log2(users with the item / users) / items in the list
 * ```
 *
 * An item that everybody has says nothing, 0; one that a single user has says most, log2(users). An item that nobody
 * has counts as that, since its own information has no bound. Zhou et al., Solving the apparent diversity–accuracy
 * dilemma of recommender systems, PNAS 2010.
 *
 * @param list [n] items; 0 for an empty one
 */
export function novelty(list: Int32Array, { popularity, numUsers }: Audience): number {
  let bits = 0;
  for (let i = 0; i < list.length; i++) {
    bits += Math.log2(numUsers / Math.max(1, popularity[list[i] as number] as number));
  }
  return bits / Math.max(1, list.length);
}
