import { evaluateRating, type Interactions, type SplitSpec } from "@tastemaker/core";
import type { Measure } from "./reproduction.js";
import { trainAndEvaluate } from "./train-and-evaluate.js";

export interface RatingTableOptions {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly split: SplitSpec;
}

/** Measures rows that predict the ratings of `test`. */
export function measureRating({ train, test, split }: RatingTableOptions): Measure {
  return (row, options) =>
    trainAndEvaluate(row, {
      ...options,
      task: "rating",
      train,
      evaluate: (model) => evaluateRating(model, { test, split, signal: options.signal }),
    });
}
