import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";

/**
 * The interactions of users who have a negative, by their positions.
 *
 * @throws InvalidInteractionsError where there are none
 */
export function trainablePositions(
  data: Interactions,
  negatives: { hasNegative(userIndex: number): boolean },
): Int32Array {
  const positions = Int32Array.from({ length: data.length }, (_, i) => i).filter((p) =>
    negatives.hasNegative(data.userIndex[p] as number),
  );
  if (positions.length === 0) {
    throw new InvalidInteractionsError(
      `None of the ${data.length} interactions can be ranked against a negative: every user has all ${data.numItems} items.`,
    );
  }
  return positions;
}
