import { InvalidInteractionsError } from "../../errors/errors.js";
import type { Interactions } from "../interactions.js";
import type { Split } from "./split.js";

/**
 * Two parts that came apart, as published splits do.
 *
 * @param description what they are: it is part of the protocol's hash
 * @throws InvalidInteractionsError for parts of different vocabularies
 */
export function givenSplit(parts: { train: Interactions; test: Interactions }, description: string): Split {
  const { train, test } = parts;
  if (!train.users.equals(test.users) || !train.items.equals(test.items)) {
    throw new InvalidInteractionsError(
      "The training and test parts have different vocabularies, so their indices mean different ids: read both in one ReadingSession.",
    );
  }
  return { train, test, spec: { kind: "given", description } };
}
