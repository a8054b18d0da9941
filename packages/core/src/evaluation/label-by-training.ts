import type { Interactions } from "../data/interactions.js";
import { type Labelling, labelRows } from "../data/labelling.js";
import { InvalidConfigError } from "../errors/errors.js";
import { itemPopularity } from "./item-popularity.js";

/** Where cold ends and warm begins. */
export interface ColdAndWarmOptions {
  /** Training interactions up to which a user is cold; 10 unless set. */
  readonly coldUpTo?: number;
}

/**
 * Labels users by how much the model could learn of them: cold up to ten training interactions, warm with more.
 *
 * @throws InvalidConfigError for a limit that is no whole number from 0
 */
export function coldAndWarm(train: Interactions, { coldUpTo = 10 }: ColdAndWarmOptions = {}): Labelling {
  if (!(Number.isInteger(coldUpTo) && coldUpTo >= 0))
    throw new InvalidConfigError(`coldUpTo is ${coldUpTo}: give a whole number of interactions, such as 10.`);
  const { offsets } = train.byUser;
  const labelOf = Int32Array.from({ length: train.numUsers }, (_, user) =>
    (offsets[user + 1] as number) - (offsets[user] as number) <= coldUpTo ? 0 : 1,
  );
  return labelRows(labelOf, {
    title: "Users by training interactions",
    names: [`cold: up to ${coldUpTo}`, `warm: more than ${coldUpTo}`],
  });
}

/** Where the head of the catalogue ends. */
export interface HeadAndTailOptions {
  /** Share of the training interactions that the head has; 0.5 unless set. */
  readonly headShare?: number;
}

/**
 * Labels items by popularity: the head is the fewest, most popular ones that have half of the training interactions
 * between them, and the tail is the rest. Of equally popular items the one with the lower index comes first.
 *
 * @throws InvalidConfigError for a share outside 0 … 1
 */
export function headAndTail(train: Interactions, { headShare = 0.5 }: HeadAndTailOptions = {}): Labelling {
  if (!(headShare > 0 && headShare < 1))
    throw new InvalidConfigError(`headShare is ${headShare}: give a share between 0 and 1, such as 0.5.`);
  const popularity = itemPopularity(train);
  const order = Int32Array.from(popularity, (_, item) => item).sort(
    (a, b) => (popularity[b] as number) - (popularity[a] as number) || a - b,
  );
  const total = popularity.reduce((sum, count) => sum + count, 0);
  const labelOf = new Int32Array(popularity.length).fill(1);
  let held = 0;
  for (const item of order) {
    if (held >= headShare * total) break;
    labelOf[item] = 0;
    held += popularity[item] as number;
  }
  const percent = Math.round(headShare * 100);
  return labelRows(labelOf, {
    title: "Items by popularity",
    names: [`head: ${percent} % of interactions`, "tail: the other items"],
  });
}
