/** How skip-grams are drawn and learned. */
export interface SkipGramSettings {
  /** Items to the left and to the right that may be contexts, at most; how many is drawn for each center, from 1. */
  readonly window: number;
  /** `time` keeps the order of a user's items; `none` deals them anew each epoch, so that any two may meet. */
  readonly order: "time" | "none";
  /** Items with a larger share of the interactions are left out at times; all are kept where it is null. */
  readonly subsample: number | null;
  readonly numNegatives: number;
  /** Negatives are drawn in proportion to an item's number of interactions to this power. */
  readonly noisePower: number;
  /** At the start; it falls evenly to a ten-thousandth at the end. */
  readonly learningRate: number;
  readonly epochs: number;
}

/** What is learned: two vectors an item. */
export interface SkipGramVectors {
  readonly dim: number;
  /** [numItems, dim] as a center */
  readonly inputs: Float32Array;
  /** [numItems, dim] as a context */
  readonly outputs: Float32Array;
}
