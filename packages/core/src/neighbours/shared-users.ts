import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { Scorer } from "../models/model.js";
import { ItemSimilarities } from "../retrieval/item-similarities.js";
import { rowNorms } from "./nearest-rows.js";

/**
 * How alike items are by the cosine of their rows.
 *
 * @param byItem [numItems, numUsers], columns ascending
 */
export function sharedUsers(byItem: SparseMatrix): Scorer {
  const norms = rowNorms(byItem);
  return new ItemSimilarities(byItem.numRows, {
    pair(item, other) {
      const length = (norms[item] as number) * (norms[other] as number);
      return length > 0 ? rowProduct(byItem, item, other) / length : 0;
    },
  });
}

/** The dot product of two rows, by one walk along both. */
function rowProduct({ offsets, columns, values }: SparseMatrix, a: number, b: number): number {
  let sum = 0;
  let [i, j] = [offsets[a] as number, offsets[b] as number];
  const [endOfA, endOfB] = [offsets[a + 1] as number, offsets[b + 1] as number];
  while (i < endOfA && j < endOfB) {
    const difference = (columns[i] as number) - (columns[j] as number);
    if (difference === 0) sum += (values?.[i] ?? 1) * (values?.[j] ?? 1);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return sum;
}
