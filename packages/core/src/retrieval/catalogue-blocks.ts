import { AbortedError, InvalidInteractionsError, InvalidScoreError, UnknownIdError } from "../errors/errors.js";
import type { Scorer } from "../models/model.js";
import { yieldToEventLoop } from "../training/yield-to-event-loop.js";

/** The scores of some users for every item. */
export interface CatalogueBlock {
  /** [n] */
  readonly users: Int32Array;
  /** [n, numItems], row-major */
  readonly scores: Float32Array;
}

/** 32 MB of scores: what a block may hold of a large catalogue. */
const maxScores = 8 * 2 ** 20;
/** More users make a product no faster, but progress coarser and a cancellation later. */
const maxUsers = 256;

/**
 * Scores the whole catalogue for `users`, block after block in their order, with bounded memory. Lets the event loop
 * run between blocks.
 *
 * @throws InvalidScoreError naming the first pair whose score is NaN, UnknownIdError for a user the scorer does not
 *   have, AbortedError
 */
export async function* catalogueBlocks(
  scorer: Scorer,
  users: Int32Array,
  signal?: AbortSignal,
): AsyncGenerator<CatalogueBlock, void, undefined> {
  const { numItems } = scorer.dimensions;
  checkIndices("userIndex", users, scorer.dimensions.numUsers);
  const size = Math.max(1, Math.min(maxUsers, Math.floor(maxScores / numItems)));
  for (let start = 0; start < users.length; start += size) {
    throwIfAborted(signal);
    const block = users.subarray(start, start + size);
    const scores = await scorer.scoreCatalogue(block);
    checkScores(scores, block.length * numItems, (position) => ({
      userIndex: block[Math.floor(position / numItems)] as number,
      itemIndex: position % numItems,
    }));
    yield { users: block, scores };
    await yieldToEventLoop();
  }
}

/**
 * @param pairAt the pair whose score is at a position
 * @throws InvalidScoreError for a NaN, which no order has a place for, or for scores of another length
 */
export function checkScores(
  scores: Float32Array,
  length: number,
  pairAt: (position: number) => { userIndex: number; itemIndex: number },
): void {
  if (scores.length !== length) {
    throw new InvalidScoreError(
      `The model gave ${scores.length} scores for ${length} pairs: return one score for each pair.`,
    );
  }
  for (let position = 0; position < length; position++) {
    if (!Number.isNaN(scores[position])) continue;
    const { userIndex, itemIndex } = pairAt(position);
    throw new InvalidScoreError(
      `The score of userIndex ${userIndex} and itemIndex ${itemIndex} is NaN. The model has diverged or was not trained: train again with a lower learning rate.`,
    );
  }
}

/** @throws UnknownIdError for an index outside 0 … size − 1 */
export function checkIndices(name: "userIndex" | "itemIndex", indices: Int32Array, size: number): void {
  for (const index of indices) {
    if (index < 0 || index >= size)
      throw new UnknownIdError(`${name} ${index} is outside 0 … ${size - 1}, which is what the model knows.`);
  }
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortedError("Scoring was stopped by its signal.", { cause: signal.reason });
}
