import type { CompressedRows } from "../data/compressed-rows.js";
import { hashParts } from "../evaluation/hash-parts.js";
import type { ItemVectors } from "../retrieval/item-panels.js";

/** How alike items are, as cosines of vectors. */
export interface ItemSimilarity {
  /**
   * Σ cosine(a, b) over the pairs of a list, in one pass over the vectors instead of one over all pairs: the j-th
   * vector is multiplied with the sum of those before it.
   *
   * @param list [n] items, each once
   */
  sumOfPairs(list: Int32Array): number;
  /** Of all that decides the sums, such as the vectors: results under other similarities are not compared. */
  hash(): Promise<string>;
}

/**
 * Cosine of co-occurrence: users who have both items / √(users of the one · users of the other). An item that nobody
 * has is like no other. A list takes as many steps as its items have users.
 *
 * @param byItem items × users, such as `train.byItem`; a user repeated in a row counts once
 * @param numUsers columns of `byItem`
 */
export function cooccurrenceSimilarity(byItem: CompressedRows, numUsers: number): ItemSimilarity {
  const { offsets, columns } = withoutRepeats(byItem);
  // Zero but for the users of the list being looked at.
  const sum = new Float64Array(numUsers);
  return {
    sumOfPairs(list) {
      let pairs = 0;
      for (const item of list) {
        const [start, end] = [offsets[item] as number, offsets[item + 1] as number];
        const weight = 1 / Math.sqrt(Math.max(1, end - start));
        for (let i = start; i < end; i++) {
          const user = columns[i] as number;
          const before = sum[user] as number;
          pairs += weight * before;
          sum[user] = before + weight;
        }
      }
      for (const item of list) {
        const end = offsets[item + 1] as number;
        for (let i = offsets[item] as number; i < end; i++) sum[columns[i] as number] = 0;
      }
      return pairs;
    },
    hash: () => hashParts(["co-occurrence", offsets, columns]),
  };
}

/** Cosine of given vectors, one an item: embeddings of a model, or of texts. A vector of zeros is like no other. */
export function vectorSimilarity({ dim, items }: Pick<ItemVectors, "dim" | "items">): ItemSimilarity {
  return {
    sumOfPairs(list) {
      const sum = new Float64Array(dim);
      let pairs = 0;
      for (const item of list) {
        const vector = items.subarray(item * dim, (item + 1) * dim);
        const length = Math.hypot(...vector);
        if (length === 0) continue;
        for (let d = 0; d < dim; d++) {
          const component = (vector[d] as number) / length;
          const before = sum[d] as number;
          pairs += component * before;
          sum[d] = before + component;
        }
      }
      return pairs;
    },
    hash: () => hashParts([`vectors of ${dim}`, items]),
  };
}

/** The same rows with each column once. */
function withoutRepeats({ offsets, columns }: CompressedRows): Pick<CompressedRows, "offsets" | "columns"> {
  const kept = new Int32Array(columns.length);
  const starts = new Int32Array(offsets.length);
  let length = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const start = offsets[row] as number;
    for (let i = start; i < (offsets[row + 1] as number); i++) {
      if (i === start || columns[i] !== columns[i - 1]) kept[length++] = columns[i] as number;
    }
    starts[row + 1] = length;
  }
  return { offsets: starts, columns: kept.subarray(0, length) };
}
