import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { CandidateSource } from "./candidate-source.js";
import { concatBytes } from "./concat-bytes.js";
import { listedRanking } from "./listed-ranking.js";
import { sha256 } from "./sha256.js";

/** Lists of items, one a user, such as the negatives that a paper publishes with its test set. */
export interface FixedCandidates {
  /** [lists] each user once */
  readonly users: Int32Array;
  /** [lists + 1] list i is `items[offsets[i] … offsets[i + 1])` */
  readonly offsets: Int32Array;
  /** [entries] */
  readonly items: Int32Array;
}

/**
 * The user's test items and his list. The lists count as published: an entry that is one of his test items, or is
 * repeated, counts once; an entry or test item that he has in train stays. Lists of users without test items are not
 * used.
 *
 * @throws InvalidInteractionsError for lists that are inconsistent and, from evaluation, for a user without a list;
 *   UnknownIdError, from evaluation, for an index outside the data
 */
export function fixedCandidates(lists: FixedCandidates): CandidateSource {
  const listOf = indexLists(lists);
  return {
    keepsLeakedItems: true,
    spec: async (test) => ({ kind: "fixed", hash: await hashLists(lists, test) }),
    rank: (scorer, request) =>
      listedRanking(scorer, request, ({ user, relevant, elsewhere }) => {
        const list = listOf.get(user);
        if (!list) {
          throw new InvalidInteractionsError(
            `The user "${request.train.users.idOf(user)}" has test items but no list of candidates: give one, or leave his rows out of the test data.`,
          );
        }
        const others = new Set(list);
        for (const item of [...relevant, ...elsewhere]) others.delete(item);
        return Int32Array.from(others);
      }),
  };
}

function indexLists({ users, offsets, items }: FixedCandidates): Map<number, Int32Array> {
  if (offsets.length !== users.length + 1 || offsets[0] !== 0 || offsets[users.length] !== items.length) {
    throw new InvalidInteractionsError(
      `The candidate lists are inconsistent: ${users.length} users, ${offsets.length} offsets (one more is needed) ending at ${offsets.at(-1)} of ${items.length} items.`,
    );
  }
  const listOf = new Map<number, Int32Array>();
  for (const [i, user] of users.entries()) {
    const [start, end] = [offsets[i] as number, offsets[i + 1] as number];
    if (end < start)
      throw new InvalidInteractionsError(`Candidate list ${i} ends at ${end}, before its start ${start}.`);
    if (listOf.has(user))
      throw new InvalidInteractionsError(`userIndex ${user} has two lists of candidates.`);
    listOf.set(user, items.subarray(start, end));
  }
  return listOf;
}

/** SHA-256 of the lists by external ids, sorted: the same however rows and indices are ordered. */
async function hashLists({ users, offsets, items }: FixedCandidates, test: Interactions): Promise<string> {
  const lines = Array.from(users, (user, i) => {
    const list = Array.from(items.subarray(offsets[i], offsets[i + 1]), (item) => test.items.idOf(item));
    return `${JSON.stringify([test.users.idOf(user), ...new Set(list.sort())])}\n`;
  });
  const encoder = new TextEncoder();
  return sha256(concatBytes(lines.sort().map((line) => encoder.encode(line))));
}
