import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import type { History } from "./model.js";

/**
 * @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for an item that is there twice,
 *   and for values of another length or that are not finite
 */
export function checkHistory({ itemIndex, value }: History, numItems: number): void {
  const items = new Set<number>();
  for (const item of itemIndex) {
    if (item < 0 || item >= numItems)
      throw new UnknownIdError(`A history has itemIndex ${item}, which is outside 0 … ${numItems - 1}.`);
    if (items.has(item))
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
