import { InvalidInteractionsError } from "../../errors/errors.js";
import type { SplitSpec } from "../../evaluation/protocol.js";
import type { Interactions } from "../interactions.js";

/** Interactions in two parts over the same vocabularies, and how they came to be: part of a protocol. */
export interface Split {
  readonly train: Interactions;
  readonly test: Interactions;
  readonly spec: SplitSpec;
}

/**
 * Divides rows by a mark for each. Both parts keep the order of the rows.
 *
 * @param isTest [n] 1 for a test row
 * @throws InvalidInteractionsError where a part would be empty, with the remedy
 */
export function divide(interactions: Interactions, isTest: Uint8Array, spec: SplitSpec): Split {
  const numTest = isTest.reduce((count, mark) => count + mark, 0);
  const numTrain = interactions.length - numTest;
  if (numTest === 0 || numTrain === 0) {
    throw new InvalidInteractionsError(
      `The split "${spec.kind}" leaves ${numTrain} rows to train on and ${numTest} to test on, of ${interactions.length}: both need some. Use more interactions per user, or another split.`,
    );
  }
  const train = new Int32Array(numTrain);
  const test = new Int32Array(numTest);
  let trained = 0;
  let tested = 0;
  for (let row = 0; row < interactions.length; row++) {
    if (isTest[row] === 1) test[tested++] = row;
    else train[trained++] = row;
  }
  return { train: interactions.select(train), test: interactions.select(test), spec };
}
