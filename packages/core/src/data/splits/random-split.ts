import { InvalidConfigError } from "../../errors/errors.js";
import { createRandom, shuffle } from "../../random/random.js";
import type { Interactions } from "../interactions.js";
import { divide, type Split } from "./split.js";

/** How large the test part is. */
export interface RandomSplitOptions {
  /** Share of the rows that becomes the test, above 0 and below 1; rounded to whole rows. */
  readonly testFraction: number;
  readonly seed: number;
}

/**
 * Tests on rows drawn without regard to time: for ratings. The only row of a user stays in the training part. For
 * ranking prefer a split by user, since here users with many rows decide the result.
 *
 * @throws InvalidConfigError, InvalidInteractionsError where a part would be empty
 */
export function randomSplit(interactions: Interactions, { testFraction, seed }: RandomSplitOptions): Split {
  if (!(testFraction > 0 && testFraction < 1)) {
    throw new InvalidConfigError(`testFraction is ${testFraction}: it must be above 0 and below 1.`);
  }
  const drawn = shuffle(rowsOfSeveral(interactions), createRandom(seed).fork("split"));
  const isTest = new Uint8Array(interactions.length);
  for (const row of drawn.subarray(0, Math.round(testFraction * interactions.length))) isTest[row] = 1;
  return divide(interactions, isTest, { kind: "random", testFraction, seed });
}

/** The rows of users who have more than one, in their order. */
function rowsOfSeveral({ userIndex, numUsers }: Interactions): Int32Array {
  const counts = new Int32Array(numUsers);
  for (const user of userIndex) counts[user] = (counts[user] as number) + 1;
  const rows = new Int32Array(userIndex.length);
  let length = 0;
  for (let row = 0; row < userIndex.length; row++) {
    if ((counts[userIndex[row] as number] as number) > 1) rows[length++] = row;
  }
  return rows.subarray(0, length);
}
