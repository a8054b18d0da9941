import type { ScoreTieRule } from "./protocol.js";

/** Items and the score of each. */
export interface ScoredItems {
  /** [n], each once */
  readonly items: Int32Array;
  /** [n], without a NaN */
  readonly scores: Float32Array;
}

/**
 * The ranks of relevant items among others, without sorting the others.
 *
 * @param relevant at least one
 * @param others none of them relevant
 * @returns [relevant], ascending; 1 is the first place
 */
export function rankAmong(relevant: ScoredItems, others: ScoredItems, ties: ScoreTieRule): Int32Array {
  const tally = startTally(relevant, ties);
  count(tally, others, 1);
  return ranksOf(tally);
}

/**
 * `rankAmong` where the others are the catalogue less the relevant and the excluded items.
 *
 * @param scores [numItems], without a NaN
 * @param relevant at least one, each once, none of them excluded
 * @param excluded each once
 */
export function rankInCatalogue(
  scores: Float32Array,
  { relevant, excluded, ties }: { relevant: Int32Array; excluded: Int32Array; ties: ScoreTieRule },
): Int32Array {
  const scored = (items: Int32Array) => ({
    items,
    scores: Float32Array.from(items, (item) => scores[item] as number),
  });
  const tally = startTally(scored(relevant), ties);
  // Counting all and taking back the few keeps the long loop free of look-ups.
  countCatalogue(tally, scores);
  count(tally, scored(excluded), -1);
  count(tally, scored(relevant), -1);
  return ranksOf(tally);
}

/** The relevant items, best first, and how many others stand directly before each. */
interface Tally {
  /** [relevant], descending */
  readonly scores: Float32Array;
  /** [relevant] another item of the same score stands before this one when its index is below the limit */
  readonly tieLimits: Float64Array;
  /** [relevant + 1]; the last counts those behind all */
  readonly before: Int32Array;
}

function startTally({ items, scores }: ScoredItems, ties: ScoreTieRule): Tally {
  const order = Int32Array.from(items, (_, i) => i).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || (items[a] as number) - (items[b] as number),
  );
  const limit = tieLimit[ties];
  return {
    scores: Float32Array.from(order, (i) => scores[i] as number),
    tieLimits: Float64Array.from(order, (i) => limit(items[i] as number)),
    before: new Int32Array(items.length + 1),
  };
}

const tieLimit: Record<ScoreTieRule, (relevantItem: number) => number> = {
  "relevant-last": () => Number.POSITIVE_INFINITY,
  "relevant-first": () => Number.NEGATIVE_INFINITY,
  "lowest-item-index": (relevantItem) => relevantItem,
};

function count(tally: Tally, { items, scores }: ScoredItems, weight: 1 | -1): void {
  for (let i = 0; i < items.length; i++) {
    const place = placeOf(tally, items[i] as number, scores[i] as number);
    tally.before[place] = (tally.before[place] as number) + weight;
  }
}

function countCatalogue(tally: Tally, scores: Float32Array): void {
  const { before } = tally;
  const behindAll = before.length - 1;
  const lowest = tally.scores[behindAll - 1] as number;
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item] as number;
    const place = score < lowest ? behindAll : placeOf(tally, item, score);
    before[place] = (before[place] as number) + 1;
  }
}

/** The first relevant item that `item` stands before: binary search, since who beats one beats all below it. */
function placeOf({ scores, tieLimits }: Tally, item: number, score: number): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const relevant = scores[middle] as number;
    if (score > relevant || (score === relevant && item < (tieLimits[middle] as number))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function ranksOf({ scores, before }: Tally): Int32Array {
  let ahead = 0;
  return Int32Array.from(scores, (_, i) => {
    ahead += before[i] as number;
    return ahead + i + 1;
  });
}
