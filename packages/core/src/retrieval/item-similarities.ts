import type { Dimensions, Scorer } from "../models/model.js";

export interface Similarities {
  /** From −1 to 1. */
  pair(itemIndex: number, other: number): number;
  /** Writes those of one item to all, [numItems] that are 0, where that is faster than one by one. */
  row?(itemIndex: number, into: Float32Array): void;
}

/** How alike items are, as a scorer whose users are the items: what a model returns from `itemSimilarity`. */
export class ItemSimilarities implements Scorer {
  readonly dimensions: Dimensions;

  constructor(
    numItems: number,
    private readonly of: Similarities,
  ) {
    this.dimensions = { numUsers: numItems, numItems };
  }

  async scorePairs(itemIndex: Int32Array, others: Int32Array): Promise<Float32Array> {
    return Float32Array.from(others, (other, n) => this.of.pair(itemIndex[n] as number, other));
  }

  async scoreCatalogue(itemIndex: Int32Array): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const similarities = new Float32Array(itemIndex.length * numItems);
    for (const [n, item] of itemIndex.entries()) {
      const into = similarities.subarray(n * numItems, (n + 1) * numItems);
      if (this.of.row) this.of.row(item, into);
      else for (let other = 0; other < numItems; other++) into[other] = this.of.pair(item, other);
    }
    return similarities;
  }
}
