import { InvalidConfigError } from "../errors/errors.js";
import type { Model, Scorer } from "../models/model.js";
import { checkIndices, pairScores } from "./checked-scores.js";
import { countItems, type ItemVectors } from "./item-panels.js";
import type { Recommendation } from "./top-k.js";
import { unitVectors } from "./unit-vectors.js";

/** How a list trades scores for variety. */
export interface Diversity {
  /** From 1, by score alone, to 0, as unlike each other as the pool allows. */
  readonly lambda: number;
  /** Of how many of the best the list is chosen: at least k. 10 k unless set. */
  readonly poolSize?: number | undefined;
  /** Vectors whose cosines tell how alike items are; the model's own `itemSimilarity` unless given. */
  readonly vectors?: ItemVectors | undefined;
}

export interface DiversifyOptions extends Diversity {
  readonly k: number;
  /** Asked where there are no vectors. */
  readonly scorer: Partial<Pick<Model, "itemSimilarity">>;
}

/** How many of the best to find for a list of k. @throws InvalidConfigError for an option out of range */
export function poolSizeOf({ lambda, poolSize }: Diversity, k: number): number {
  if (!(lambda >= 0 && lambda <= 1))
    throw new InvalidConfigError(`lambda is ${lambda}: it must be from 0 to 1.`);
  if (poolSize === undefined) return 10 * k;
  if (!(Number.isInteger(poolSize) && poolSize >= k))
    throw new InvalidConfigError(`poolSize is ${poolSize}: choose ${k} items of at least as many.`);
  return poolSize;
}

/**
 * k items of the pool by maximal marginal relevance (Carbonell & Goldstein, The use of MMR, diversity-based reranking
 * for reordering documents and producing summaries, SIGIR 1998): one after another the item of the highest
 *
 *   lambda · relevance − (1 − lambda) · the highest similarity to an item chosen before
 *
 * where relevance is the score, scaled so that the pool's are from 0 to 1, and similarity is from −1 to 1. Of equal
 * ones the item of the higher score comes first. Greedy: O(pool · k) similarities.
 *
 * @param pool best first
 * @returns k items in the order they were chosen, with their scores; fewer where the pool has fewer
 * @throws InvalidConfigError where there is no similarity of items, UnknownIdError for an item without a vector
 */
export async function diversify(
  pool: readonly Recommendation[],
  { k, lambda, vectors, scorer }: DiversifyOptions,
): Promise<Recommendation[]> {
  const items = Int32Array.from(pool, ({ itemIndex }) => itemIndex);
  const similarTo = vectors ? cosinesOf(vectors, items) : similaritiesOf(scorer, items);
  const relevance = relevanceOf(pool);
  const closest = new Float32Array(pool.length).fill(Number.NEGATIVE_INFINITY);
  const open = new Set(pool.keys());
  const chosen: Recommendation[] = [];
  while (chosen.length < k && open.size > 0) {
    let next = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const position of open) {
      const penalty = chosen.length > 0 ? (1 - lambda) * (closest[position] as number) : 0;
      const value = lambda * (relevance[position] as number) - penalty;
      if (value <= highest) continue;
      highest = value;
      next = position;
    }
    open.delete(next);
    chosen.push(pool[next] as Recommendation);
    if (chosen.length === k) break;
    const similarities = await similarTo(next);
    for (const position of open) {
      closest[position] = Math.max(closest[position] as number, similarities[position] as number);
    }
  }
  return chosen;
}

/** The scores from 0 to 1; 1 where all are equal. Infinite ones leave nothing between. */
function relevanceOf(pool: readonly Recommendation[]): number[] {
  const best = pool[0]?.score ?? 0;
  const spread = best - (pool.at(-1)?.score ?? 0);
  if (!Number.isFinite(spread)) return pool.map(({ score }) => Number(score === best));
  return pool.map(({ score }) => (spread > 0 ? 1 - (best - score) / spread : 1));
}

/** Of one item of the pool, by its position, to all: [pool]. */
type SimilarTo = (position: number) => Promise<Float32Array>;

function similaritiesOf(scorer: DiversifyOptions["scorer"], items: Int32Array): SimilarTo {
  const similarity: Scorer | undefined = scorer.itemSimilarity?.();
  if (!similarity) {
    throw new InvalidConfigError(
      "This model has no similarity of items to tell a varied list by: give diversity.vectors.",
    );
  }
  return (position) =>
    pairScores(similarity, new Int32Array(items.length).fill(items[position] as number), items);
}

function cosinesOf(vectors: ItemVectors, items: Int32Array): SimilarTo {
  const { dim } = vectors;
  checkIndices("itemIndex", items, countItems(vectors));
  const units = unitVectors(vectors, items);
  return async (position) => {
    const similarities = new Float32Array(items.length);
    for (let other = 0; other < items.length; other++) {
      let sum = 0;
      for (let d = 0; d < dim; d++)
        sum += (units[position * dim + d] as number) * (units[other * dim + d] as number);
      similarities[other] = sum;
    }
    return similarities;
  };
}
