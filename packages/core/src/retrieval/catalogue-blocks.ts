import type { ScoreOptions, Scorer } from "../models/model.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";
import { catalogueScores } from "./checked-scores.js";
import { throwIfAborted } from "./throw-if-aborted.js";

/** The scores of some users for every item. */
export interface CatalogueBlock {
  /** [n] */
  readonly users: Int32Array;
  /** [n, numItems], row-major */
  readonly scores: Float32Array;
}

/** 32 MB of scores: all that is held at once, however large the catalogue. */
const maxScores = 8 * 2 ** 20;
/** More users make no product faster, but progress coarser and a stop later. */
const maxUsers = 256;

/**
 * Scores the catalogue for `users`, block after block in their order. Lets the event loop run between blocks.
 *
 * @throws what `catalogueScores` throws, and AbortedError
 */
export async function* catalogueBlocks(
  scorer: Scorer,
  users: Int32Array,
  { context, signal }: ScoreOptions & { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<CatalogueBlock, void, undefined> {
  const size = blockSize(scorer.dimensions.numItems);
  for (let start = 0; start < users.length; start += size) {
    throwIfAborted(signal);
    const block = users.subarray(start, start + size);
    yield { users: block, scores: await catalogueScores(scorer, block, { context }) };
    await yieldToEventLoop();
  }
}

/** Of how many users the scores are held at once. */
export function blockSize(numItems: number): number {
  return Math.max(1, Math.min(maxUsers, Math.floor(maxScores / numItems)));
}
