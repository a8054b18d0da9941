import type { Dimensions, Scorer } from "../models/model.js";

/** A scorer whose scores are given: for tests of what is done with scores. */
export class MatrixScorer implements Scorer {
  /**
   * @param dimensions of the matrix
   * @param scores [numUsers, numItems], row-major
   */
  constructor(
    readonly dimensions: Dimensions,
    readonly scores: Float32Array,
  ) {}

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return Float32Array.from(userIndex, (user, i) => this.#row(user)[itemIndex[i] as number] as number);
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    const scores = new Float32Array(userIndex.length * this.dimensions.numItems);
    userIndex.forEach((user, i) => {
      scores.set(this.#row(user), i * this.dimensions.numItems);
    });
    return scores;
  }

  #row(user: number): Float32Array {
    return this.scores.subarray(user * this.dimensions.numItems, (user + 1) * this.dimensions.numItems);
  }
}
