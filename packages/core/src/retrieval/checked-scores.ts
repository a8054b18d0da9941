import { InvalidFeaturesError, InvalidScoreError, UnknownIdError } from "../errors/errors.js";
import type { ScoreOptions, Scorer } from "../models/model.js";
import { invalidScore } from "./top-lists.js";

/**
 * The scorer's catalogue scores, checked.
 *
 * @param users [n]
 * @returns [n, numItems], row-major, without a NaN
 * @throws UnknownIdError for a user the scorer does not have, InvalidScoreError for a NaN or a wrong number of scores,
 *   InvalidFeaturesError for a context that it does not read
 */
export async function catalogueScores(
  scorer: Scorer,
  users: Int32Array,
  options: ScoreOptions = {},
): Promise<Float32Array> {
  const { numUsers, numItems } = scorer.dimensions;
  checkIndices("userIndex", users, numUsers);
  checkContext(scorer, options);
  const scores = await scorer.scoreCatalogue(users, options);
  checkScores(scores, users.length * numItems, (position) => ({
    userIndex: users[Math.floor(position / numItems)] as number,
    itemIndex: position % numItems,
  }));
  return scores;
}

/**
 * The scorer's scores of pairs, checked.
 *
 * @param users [n]
 * @param items [n]
 * @returns [n], without a NaN
 * @throws UnknownIdError for an index the scorer does not have, InvalidScoreError for a NaN or a wrong number of scores,
 *   InvalidFeaturesError for a context that it does not read
 */
export async function pairScores(
  scorer: Scorer,
  users: Int32Array,
  items: Int32Array,
  options: ScoreOptions = {},
): Promise<Float32Array> {
  checkIndices("userIndex", users, scorer.dimensions.numUsers);
  checkIndices("itemIndex", items, scorer.dimensions.numItems);
  checkContext(scorer, options);
  const scores = users.length > 0 ? await scorer.scorePairs(users, items, options) : new Float32Array();
  checkScores(scores, users.length, (position) => ({
    userIndex: users[position] as number,
    itemIndex: items[position] as number,
  }));
  return scores;
}

/** @throws UnknownIdError for an index outside 0 … size − 1 */
export function checkIndices(name: "userIndex" | "itemIndex", indices: Int32Array, size: number): void {
  for (const index of indices) {
    if (index < 0 || index >= size)
      throw new UnknownIdError(`${name} ${index} is outside 0 … ${size - 1}, which is what the model knows.`);
  }
}

/** @throws InvalidFeaturesError for the context of a request to a scorer that reads none */
export function checkContext({ readsContext }: Pick<Scorer, "readsContext">, options: ScoreOptions): void {
  const names = Object.keys(options.context ?? {});
  if (names.length > 0 && !readsContext)
    throw new InvalidFeaturesError(
      `The context has ${names.join(", ")}, and the model reads none: leave it out, or train a model with features of context.`,
    );
}

/** NaN has no place in any order: it must not pass as a low score. */
function checkScores(
  scores: Float32Array,
  numPairs: number,
  pairAt: (position: number) => { userIndex: number; itemIndex: number },
): void {
  if (scores.length !== numPairs) {
    throw new InvalidScoreError(
      `The model gave ${scores.length} scores for ${numPairs} pairs: it must give one for each.`,
    );
  }
  for (let position = 0; position < numPairs; position++) {
    if (!Number.isNaN(scores[position])) continue;
    const { userIndex, itemIndex } = pairAt(position);
    throw invalidScore(itemIndex, userIndex);
  }
}
