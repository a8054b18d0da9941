import type { Scorer } from "../models/model.js";
import { pairScores } from "../retrieval/checked-scores.js";
import { throwIfAborted } from "../retrieval/throw-if-aborted.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import type { RankingRequest, UserRanking } from "./candidate-source.js";
import { rankAmong } from "./rank-relevant.js";

/** Pairs scored in one call: enough to fill a matrix product, little enough to stay in the megabytes. */
const pairsPerCall = 65_536;

/**
 * Ranks each user's relevant items among a list of other items, scoring only those pairs.
 *
 * @param othersOf the other items of an entry of `relevant`, each once and none of them relevant, now or at another
 *   moment
 */
export async function* listedRanking(
  scorer: Scorer,
  { relevant, ties, signal }: RankingRequest,
  othersOf: (entry: Entry) => Int32Array,
): AsyncGenerator<readonly UserRanking[], void, undefined> {
  let next = 0;
  while (next < relevant.users.length) {
    throwIfAborted(signal);
    const lists: UserList[] = [];
    let numPairs = 0;
    while (next < relevant.users.length && numPairs < pairsPerCall) {
      const user = relevant.users[next] as number;
      const items = relevant.items[next] as Int32Array;
      const elsewhere = relevant.elsewhere[next] as Int32Array;
      const others = othersOf({ user, relevant: items, elsewhere });
      lists.push({ user, relevant: items, others, start: numPairs });
      numPairs += items.length + others.length;
      next++;
    }
    const scores = await scoreLists(scorer, lists, numPairs);
    yield lists.map(({ relevant: items, others, start }) => {
      const split = start + items.length;
      const ranks = rankAmong(
        { items, scores: scores.subarray(start, split) },
        { items: others, scores: scores.subarray(split, split + others.length) },
        ties,
      );
      return { ranks, numCandidates: items.length + others.length };
    });
    await yieldToEventLoop();
  }
}

interface Entry {
  readonly user: number;
  readonly relevant: Int32Array;
  /** The user's relevant items of other moments. */
  readonly elsewhere: Int32Array;
}

interface UserList {
  readonly user: number;
  readonly relevant: Int32Array;
  readonly others: Int32Array;
  /** Where the list's pairs begin: its relevant items, then the others. */
  readonly start: number;
}

function scoreLists(scorer: Scorer, lists: readonly UserList[], numPairs: number): Promise<Float32Array> {
  const users = new Int32Array(numPairs);
  const items = new Int32Array(numPairs);
  for (const { user, relevant, others, start } of lists) {
    const split = start + relevant.length;
    users.fill(user, start, split + others.length);
    items.set(relevant, start);
    items.set(others, split);
  }
  return pairScores(scorer, users, items);
}
