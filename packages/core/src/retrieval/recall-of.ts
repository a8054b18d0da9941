import type { ItemIndex } from "./item-index.js";

/**
 * The share of the truly best k items of some queries that an index finds, searching for one query at a time.
 *
 * @param exact an index of the same items that misses none
 * @param options `queries` are [n, dim], row-major
 */
export function recallOf(
  index: ItemIndex,
  exact: ItemIndex,
  { queries, k }: { readonly queries: Float32Array; readonly k: number },
): number {
  const { dim } = exact;
  let found = 0;
  let wanted = 0;
  for (let start = 0; start < queries.length; start += dim) {
    const query = queries.subarray(start, start + dim);
    const best = new Set(exact.search(query, k).map(({ itemIndex }) => itemIndex));
    found += index.search(query, k).filter(({ itemIndex }) => best.has(itemIndex)).length;
    wanted += best.size;
  }
  return found / wanted;
}
