import { evaluateRating, type Features, type Interactions, type SplitSpec } from "@tastemaker/core";
import type { Measure } from "./reproduction.js";
import { trainAndEvaluate } from "./train-and-evaluate.js";

export interface RatingTableOptions {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly split: SplitSpec;
  /** For rows with features. */
  readonly features?: Features;
}

/** Measures rows that predict the ratings of `test`. */
export function measureRating({ train, test, split, features }: RatingTableOptions): Measure {
  return (row, options) =>
    trainAndEvaluate(row, {
      ...options,
      task: "rating",
      train,
      features: row.withFeatures ? features : undefined,
      evaluate: (model) => evaluateRating(model, { test, split, signal: options.signal }),
    });
}
