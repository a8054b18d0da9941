import { InvalidConfigError } from "../../errors/errors.js";
import { createRandom, shuffle } from "../../random/random.js";
import type { Interactions } from "../interactions.js";
import { divide, type Split } from "./split.js";

/** How many interactions of each user are held out. */
export interface NHeldOutOptions {
  /** Rows of each user that become the test. */
  readonly perUser: number;
  readonly seed: number;
}

/**
 * Tests on `perUser` rows of each user, drawn at random: the protocol of the LibimSeTi results, with five. A user with
 * no more rows than that stays in the training part whole.
 *
 * @throws InvalidConfigError, InvalidInteractionsError where no user has enough rows
 */
export function nHeldOut(interactions: Interactions, { perUser, seed }: NHeldOutOptions): Split {
  if (!Number.isInteger(perUser) || perUser < 1) {
    throw new InvalidConfigError(`perUser is ${perUser}: it must be a whole number from 1.`);
  }
  const random = createRandom(seed).fork("split");
  const { offsets, order } = interactions.byUser;
  const isTest = new Uint8Array(interactions.length);
  for (let user = 0; user < interactions.numUsers; user++) {
    const rows = order.slice(offsets[user], offsets[user + 1]);
    if (rows.length <= perUser) continue;
    for (const row of shuffle(rows, random).subarray(0, perUser)) isTest[row] = 1;
  }
  return divide(interactions, isTest, { kind: "n-held-out", perUser, seed });
}
