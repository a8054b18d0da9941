import { InvalidConfigError } from "../errors/errors.js";

/** Which items may be returned: a question for each, or [numItems] where 0 is no. */
export type ItemFilter = ((itemIndex: number) => boolean) | Uint8Array;

/** What may be returned, and what not. */
export interface ItemRules {
  /** The only items to consider. Any order, repeats allowed. Unset: the whole catalogue. */
  readonly candidates?: Int32Array | undefined;
  /**
   * Leaves items out, of the candidates where there are any. It is asked of each item once a call: where the same
   * filter serves many calls, `allowedItems` makes a list of candidates of it.
   */
  readonly filter?: ItemFilter | undefined;
}

/**
 * The candidates that the filter lets pass, in their order; ascending without candidates. Undefined where there is
 * neither: the whole catalogue.
 *
 * @throws InvalidConfigError for a filter of another number of items
 */
export function allowedItems({ candidates, filter }: ItemRules, numItems: number): Int32Array | undefined {
  if (!filter) return candidates;
  const allows = testOf(filter, numItems);
  if (candidates) return candidates.filter(allows);
  const allowed = new Int32Array(numItems);
  let count = 0;
  for (let item = 0; item < numItems; item++) if (allows(item)) allowed[count++] = item;
  return allowed.subarray(0, count);
}

function testOf(filter: ItemFilter, numItems: number): (itemIndex: number) => boolean {
  if (typeof filter === "function") return filter;
  if (filter.length !== numItems)
    throw new InvalidConfigError(`A filter has ${filter.length} entries for ${numItems} items.`);
  return (item) => filter[item] !== 0;
}
