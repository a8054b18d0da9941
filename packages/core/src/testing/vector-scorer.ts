import type { Dimensions, Scorer } from "../models/model.js";
import { DotProducts, type DotProductVectors } from "../retrieval/dot-products.js";

/** A scorer whose vectors are given: for tests of what is done with dot products. Its `dots` must be released. */
export class VectorScorer implements Scorer {
  readonly dots: DotProducts;
  readonly dimensions: Dimensions;

  constructor(vectors: DotProductVectors) {
    this.dots = new DotProducts(vectors);
    this.dimensions = { numUsers: this.dots.numUsers, numItems: this.dots.numItems };
  }

  dotProducts(): DotProducts {
    return this.dots;
  }

  scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.dots.scoreCatalogue(userIndex);
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scores = await this.scoreCatalogue(userIndex);
    return Float32Array.from(itemIndex, (item, i) => scores[i * numItems + item] as number);
  }
}
