import { groupRows } from "../data/compressed-rows.js";

/** Users and items, pair by pair. */
export interface UserItemPairs {
  /** [n] */
  readonly userIndex: Int32Array;
  /** [n] */
  readonly itemIndex: Int32Array;
}

export interface PairsByRowsOptions {
  readonly numItems: number;
  /** Users asked for at once, which bounds the scores that are held. */
  readonly maxUsers: number;
}

/** Each user once, in the order first met, and which of them each entry is. */
export function distinctUsers(userIndex: Int32Array): { users: Int32Array; rowIndex: Int32Array } {
  const users = Int32Array.from(new Set(userIndex));
  const rowOf = new Map(Array.from(users, (user, row) => [user, row]));
  return { users, rowIndex: userIndex.map((user) => rowOf.get(user) as number) };
}

/**
 * Scores of pairs where whole rows of the catalogue are what can be computed: one row for each distinct user.
 *
 * @param scoreRows gives [users, numItems], as `scoreCatalogue` does
 * @returns [n]
 */
export async function scorePairsByRows(
  scoreRows: (users: Int32Array) => Promise<Float32Array>,
  { userIndex, itemIndex }: UserItemPairs,
  { numItems, maxUsers }: PairsByRowsOptions,
): Promise<Float32Array> {
  const { users, rowIndex } = distinctUsers(userIndex);
  const { offsets, order } = groupRows(rowIndex, users.length);
  const scores = new Float32Array(userIndex.length);
  for (let first = 0; first < users.length; first += maxUsers) {
    const end = Math.min(first + maxUsers, users.length);
    const rows = await scoreRows(users.subarray(first, end));
    for (let row = first; row < end; row++) {
      const own = rows.subarray((row - first) * numItems, (row - first + 1) * numItems);
      for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at++) {
        const n = order[at] as number;
        scores[n] = own[itemIndex[n] as number] as number;
      }
    }
  }
  return scores;
}
