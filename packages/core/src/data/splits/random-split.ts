import { InvalidConfigError } from "../../errors/errors.js";
import { createRandom, shuffle } from "../../random/random.js";
import type { Interactions } from "../interactions.js";
import { divide, type Split } from "./split.js";

export interface RandomSplitOptions {
  /** Share of the rows that becomes the test, above 0 and below 1; rounded to whole rows. */
  readonly testFraction: number;
  readonly seed: number;
}

/**
 * Tests on rows drawn without regard to user or time: for ratings. For ranking prefer a split by user, since here
 * users with many rows decide the result.
 *
 * @throws InvalidConfigError, InvalidInteractionsError where a part would be empty
 */
export function randomSplit(interactions: Interactions, { testFraction, seed }: RandomSplitOptions): Split {
  if (!(testFraction > 0 && testFraction < 1)) {
    throw new InvalidConfigError(`testFraction is ${testFraction}: it must be above 0 and below 1.`);
  }
  const rows = Int32Array.from({ length: interactions.length }, (_, row) => row);
  shuffle(rows, createRandom(seed).fork("split"));
  const isTest = new Uint8Array(interactions.length);
  for (const row of rows.subarray(0, Math.round(testFraction * interactions.length))) isTest[row] = 1;
  return divide(interactions, isTest, { kind: "random", testFraction, seed });
}
