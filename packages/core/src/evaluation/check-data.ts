import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { Scorer } from "../models/model.js";

/** @throws InvalidInteractionsError for an empty test or a scorer of other dimensions */
export function checkTest(scorer: Scorer, test: Interactions): void {
  if (test.length === 0) throw new InvalidInteractionsError("There are no test rows to evaluate on.");
  const { numUsers, numItems } = scorer.dimensions;
  if (test.numUsers !== numUsers || test.numItems !== numItems) {
    throw new InvalidInteractionsError(
      `The model is for ${numUsers} users × ${numItems} items, and the test data has ${test.numUsers} × ${test.numItems}: read both with one vocabulary.`,
    );
  }
}

/** @throws InvalidInteractionsError where an index means another id in train than in test */
export function checkSameVocabularies(train: Interactions, test: Interactions): void {
  for (const side of ["users", "items"] as const) {
    if (!train[side].equals(test[side]))
      throw new InvalidInteractionsError(
        `Train and test number their ${side} differently (${train[side].size} and ${test[side].size} ids): read both with one vocabulary.`,
      );
  }
}
