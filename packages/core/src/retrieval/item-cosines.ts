import type { Dimensions, Scorer } from "../models/model.js";
import { DotProducts } from "./dot-products.js";
import type { ItemVectors } from "./item-panels.js";
import { unitVectors } from "./unit-vectors.js";

/**
 * How alike items are by the cosine of their vectors, as a scorer whose users are the items: what a model with item
 * vectors returns from `itemSimilarity`, so that the most similar items are found by the kernels.
 *
 * Holds a copy of the vectors from the first use until `release`, which whoever writes to them, or disposes of them,
 * calls afterwards.
 */
export class ItemCosines implements Scorer {
  readonly dimensions: Dimensions;
  #dots: DotProducts | undefined;

  /** @param vectors gives them as they are now; biases count for nothing */
  constructor(
    numItems: number,
    private readonly vectors: () => ItemVectors,
  ) {
    this.dimensions = { numUsers: numItems, numItems };
  }

  async scorePairs(itemIndex: Int32Array, others: Int32Array): Promise<Float32Array> {
    const { dim, items } = this.dotProducts().vectors;
    const cosines = new Float32Array(itemIndex.length);
    for (let n = 0; n < cosines.length; n++) {
      const [a, b] = [(itemIndex[n] as number) * dim, (others[n] as number) * dim];
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += (items[a + d] as number) * (items[b + d] as number);
      cosines[n] = sum;
    }
    return cosines;
  }

  scoreCatalogue(itemIndex: Int32Array): Promise<Float32Array> {
    return this.dotProducts().scoreCatalogue(itemIndex);
  }

  dotProducts(): DotProducts {
    if (!this.#dots) {
      const vectors = this.vectors();
      const units = unitVectors(vectors);
      this.#dots = new DotProducts({ dim: vectors.dim, users: units, items: units });
    }
    return this.#dots;
  }

  /** Gives back what is held; the next use copies the vectors anew. */
  release(): void {
    this.#dots?.release();
    this.#dots = undefined;
  }
}
