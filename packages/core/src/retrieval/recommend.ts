import type { CompressedRows } from "../data/compressed-rows.js";
import { InvalidConfigError } from "../errors/errors.js";
import type { History, Model, Scorer } from "../models/model.js";
import { allowedItems, type ItemFilter } from "./allowed-items.js";
import { type BestItemsOptions, bestForUser, bestOfScores, checkCount } from "./best-items.js";
import { checkContext } from "./checked-scores.js";
import { type Diversity, diversify, poolSizeOf } from "./diversify.js";
import { excludedItems } from "./excluded-items.js";
import type { Recommendation } from "./top-k.js";

interface ListOptions extends BestItemsOptions {
  /** Which of the items may be recommended. */
  readonly filter?: ItemFilter | undefined;
  /** Trades scores for variety. Unset: by score alone. */
  readonly diversity?: Diversity | undefined;
}

/** For a user that the model was trained on. */
export interface RecommendToUserOptions extends Omit<ListOptions, "exclude"> {
  readonly userIndex: number;
  readonly history?: never;
  /** Items not to recommend; of users × items, such as `interactions.byUser`, the user's row. Unset: none. */
  readonly exclude?: Int32Array | CompressedRows | undefined;
}

/** For anybody else: by what he had, and the features of a model that has features of users. */
export interface RecommendToHistoryOptions extends ListOptions {
  readonly history: History;
  readonly userIndex?: never;
  /** Items not to recommend; those of the history unless given. */
  readonly exclude?: Int32Array | undefined;
}

/** Whom to recommend how many of which items. */
export type RecommendOptions = RecommendToUserOptions | RecommendToHistoryOptions;

/** A model, or a scorer of one's own with what the options ask for. */
export type Recommender = Scorer & Partial<Pick<Model, "scoreHistories" | "itemSimilarity">>;

/**
 * The k items with the highest scores for one user or history, best first; of equal scores the lowest itemIndex
 * first. Fewer where fewer remain. With `diversity` in the order of maximal marginal relevance.
 *
 * @throws UnknownIdError for an index the scorer does not have, InvalidConfigError for a k below 1 and for a history or
 *   diversity where the scorer has no such thing, InvalidInteractionsError for a history with an item twice or
 *   exclusions of another number of users, InvalidFeaturesError for features or a context that the scorer does not read,
 *   InvalidScoreError for a NaN score
 */
export async function recommend(
  scorer: Recommender,
  { filter, diversity, ...options }: RecommendOptions,
): Promise<Recommendation[]> {
  const { k } = options;
  const request = {
    ...options,
    k: diversity ? poolSizeOf(diversity, k) : k,
    candidates: allowedItems({ candidates: options.candidates, filter }, scorer.dimensions.numItems),
  };
  const best =
    request.history === undefined
      ? await bestForKnownUser(scorer, request)
      : await bestForHistory(scorer, request);
  return diversity ? diversify(best, { ...diversity, k, scorer }) : best;
}

function bestForKnownUser(
  scorer: Recommender,
  { userIndex, exclude, ...request }: RecommendToUserOptions,
): Promise<Recommendation[]> {
  const { numUsers } = scorer.dimensions;
  return bestForUser(scorer, {
    ...request,
    userIndex,
    exclude: excludedItems(exclude, { userIndex, numUsers }),
  });
}

async function bestForHistory(
  scorer: Recommender,
  { history, ...request }: BestItemsOptions & { readonly history: History },
): Promise<Recommendation[]> {
  const scores = await foldIn(scorer, [history], request);
  return bestOfScores(scores, { ...request, exclude: request.exclude ?? history.itemIndex });
}

/** @returns [histories, numItems], row-major */
export async function foldIn(
  scorer: Recommender,
  histories: readonly History[],
  { context }: Pick<BestItemsOptions, "context">,
): Promise<Float32Array> {
  if (!scorer.scoreHistories)
    throw new InvalidConfigError("This scorer has no scoreHistories: it recommends to users by index only.");
  checkContext(scorer, { context });
  const scores = await scorer.scoreHistories(histories, { context });
  return checkCount(scores, histories.length, scorer.dimensions.numItems);
}
