import { loadKernels } from "../kernels/load-kernels.js";
import type { Scorer } from "../models/model.js";
import { catalogueScores, pairScores } from "./checked-scores.js";
import { recommendByVector } from "./recommend-by-vectors.js";
import { type Recommendation, topK } from "./top-k.js";

export interface RecommendOptions {
  readonly userIndex: number;
  /** How many items to return. */
  readonly k: number;
  /** Items not to recommend, such as the user's row of `interactions.byUser`. */
  readonly exclude?: Int32Array | undefined;
  /** The only items to consider. Unset: the whole catalogue. */
  readonly candidates?: Int32Array | undefined;
}

/**
 * The k items with the highest scores for one user, best first; of equal scores the lowest itemIndex first. Fewer
 * where fewer remain.
 *
 * @throws UnknownIdError for an index the scorer does not have, InvalidConfigError for a k below 1,
 *   InvalidScoreError for a NaN score
 */
export async function recommend(scorer: Scorer, options: RecommendOptions): Promise<Recommendation[]> {
  const { userIndex, k, exclude, candidates } = options;
  const dots = scorer.dotProducts?.();
  const kernels = dots && (await loadKernels({ threads: 1 }));
  if (dots && kernels) return recommendByVector(kernels, dots, options);
  const items = candidates && Int32Array.from(new Set(candidates));
  const scores = items
    ? await pairScores(scorer, new Int32Array(items.length).fill(userIndex), items)
    : await catalogueScores(scorer, Int32Array.of(userIndex));
  return topK(scores, k, { excluded: exclude, items });
}
