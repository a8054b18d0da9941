import { InvalidScoreError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { ScoreOptions, Scorer } from "../models/model.js";
import { catalogueScores, checkIndices, pairScores } from "./checked-scores.js";
import { recommendByVector } from "./recommend-by-vectors.js";
import { type Recommendation, topK } from "./top-k.js";

/** Scoring the whole catalogue costs less than so large a share of it pair by pair. */
const pairShare = 1 / 8;

export interface BestItemsOptions {
  /** How many items to return. */
  readonly k: number;
  /** Items not to return. Any order, repeats allowed. */
  readonly exclude?: Int32Array | undefined;
  /** The only items to consider. Any order, repeats allowed. Unset: the whole catalogue. */
  readonly candidates?: Int32Array | undefined;
  /** Of the moment of the request, for a model with features of context. */
  readonly context?: ScoreOptions["context"];
}

/** The k best items of one user of the scorer. @throws what `recommend` throws */
export async function bestForUser(
  scorer: Scorer,
  { userIndex, ...options }: BestItemsOptions & { readonly userIndex: number },
): Promise<Recommendation[]> {
  const { k, exclude, candidates, context } = options;
  const { numItems } = scorer.dimensions;
  const dots = context ? undefined : await scorer.dotProducts?.();
  const kernels = dots && (await loadKernels({ threads: 1 }));
  if (dots && kernels) return recommendByVector(kernels, dots, { userIndex, ...options });
  if (candidates && candidates.length < pairShare * numItems) {
    const items = Int32Array.from(new Set(candidates));
    const users = new Int32Array(items.length).fill(userIndex);
    return topK(await pairScores(scorer, users, items, { context }), k, { excluded: exclude, items });
  }
  return bestOfScores(await catalogueScores(scorer, Int32Array.of(userIndex), { context }), options);
}

/**
 * The k items with the highest of a catalogue's scores.
 *
 * @param scores [numItems]
 * @throws UnknownIdError for a candidate outside the catalogue, InvalidScoreError for a NaN score
 */
export function bestOfScores(
  scores: Float32Array,
  { k, exclude, candidates }: BestItemsOptions,
): Recommendation[] {
  if (!candidates) return topK(scores, k, { excluded: exclude });
  checkIndices("itemIndex", candidates, scores.length);
  const items = Int32Array.from(new Set(candidates));
  const own = Float32Array.from(items, (item) => scores[item] as number);
  return topK(own, k, { excluded: exclude, items });
}

/** @throws InvalidScoreError unless there is a score for each item of each history */
export function checkCount(scores: Float32Array, numHistories: number, numItems: number): Float32Array {
  if (scores.length !== numHistories * numItems) {
    throw new InvalidScoreError(
      `The model gave ${scores.length} scores for ${numHistories} histories and ${numItems} items: it must give one for each pair.`,
    );
  }
  return scores;
}
