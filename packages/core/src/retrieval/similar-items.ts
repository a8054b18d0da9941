import type { Model, Scorer } from "../models/model.js";
import { allowedItems, type ItemRules } from "./allowed-items.js";
import { bestForUser } from "./best-items.js";
import { blockSize } from "./catalogue-blocks.js";
import { checkIndices } from "./checked-scores.js";
import { type Diversity, diversify, poolSizeOf } from "./diversify.js";
import { scorePairsByRows } from "./pairs-by-rows.js";
import type { Recommendation } from "./top-k.js";

export interface SimilarItemsOptions extends ItemRules {
  readonly itemIndex: number;
  /** How many items to return. */
  readonly k: number;
  /** Items not to return, beside the item itself, which never is. */
  readonly exclude?: Int32Array | undefined;
  /** Trades similarity for variety. Unset: by similarity alone. */
  readonly diversity?: Diversity | undefined;
}

/** What similar items are found by. */
export type SimilarityModel = Pick<Model, "dimensions" | "scoreHistories" | "itemSimilarity">;

/**
 * The k items most like one, best first; of equal ones the lowest itemIndex first. Fewer where fewer remain.
 *
 * By the model's own geometry where it has one (`itemSimilarity`, whose doc says which), from −1 to 1; else by what
 * the model recommends to somebody who has that item alone, in the model's own scores.
 *
 * @throws UnknownIdError for an item that the model does not have, InvalidConfigError for a k below 1 and for
 *   diversity of a model without a similarity, InvalidScoreError for a NaN score
 */
export async function similarItems(
  model: SimilarityModel,
  { itemIndex, k, exclude = new Int32Array(), diversity, ...rules }: SimilarItemsOptions,
): Promise<Recommendation[]> {
  const { numItems } = model.dimensions;
  checkIndices("itemIndex", Int32Array.of(itemIndex), numItems);
  const best = await bestForUser(model.itemSimilarity?.() ?? foldedItems(model), {
    userIndex: itemIndex,
    k: diversity ? poolSizeOf(diversity, k) : k,
    exclude: Int32Array.of(itemIndex, ...exclude),
    candidates: allowedItems(rules, numItems),
  });
  return diversity ? diversify(best, { ...diversity, k, scorer: model }) : best;
}

/** A scorer whose users are items: each stands for somebody who has that item alone. */
function foldedItems(model: SimilarityModel): Scorer {
  const { numItems } = model.dimensions;
  const scoreCatalogue = (itemIndex: Int32Array) =>
    model.scoreHistories(Array.from(itemIndex, (item) => ({ itemIndex: Int32Array.of(item) })));
  return {
    dimensions: { numUsers: numItems, numItems },
    scoreCatalogue,
    scorePairs: (userIndex, itemIndex) =>
      scorePairsByRows(scoreCatalogue, { userIndex, itemIndex }, { numItems, maxUsers: blockSize(numItems) }),
  };
}
