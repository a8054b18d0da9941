import { InvalidFeaturesError, InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import type { History } from "./model.js";

/** What a model takes of a history. */
export interface CheckHistoryOptions {
  /** Whether an item may come again, as in a sequence. False unless set. */
  readonly allowsRepeats?: boolean;
}

/**
 * @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for an item that is there twice,
 *   and for values of another length or that are not finite
 */
export function checkHistory(
  { itemIndex, value }: History,
  numItems: number,
  { allowsRepeats = false }: CheckHistoryOptions = {},
): void {
  const items = new Set<number>();
  for (const item of itemIndex) {
    if (item < 0 || item >= numItems)
      throw new UnknownIdError(`A history has itemIndex ${item}, which is outside 0 … ${numItems - 1}.`);
    if (!allowsRepeats && items.has(item))
      throw new InvalidInteractionsError(`A history has itemIndex ${item} twice: give each item once.`);
    items.add(item);
  }
  if (!value) return;
  if (value.length !== itemIndex.length)
    throw new InvalidInteractionsError(`A history has ${value.length} values for ${itemIndex.length} items.`);
  for (const each of value) {
    if (!Number.isFinite(each))
      throw new InvalidInteractionsError(`A history has the value ${each}: a value is a finite number.`);
  }
}

/** For a model that reads none. @throws InvalidFeaturesError for a history with features */
export function refuseFeatures(histories: readonly History[]): void {
  for (const { features = {} } of histories) {
    const names = Object.keys(features);
    if (names.length > 0)
      throw new InvalidFeaturesError(
        `A history has the features ${names.join(", ")}, and this model reads none: leave them out, or train a model with features.`,
      );
  }
}
