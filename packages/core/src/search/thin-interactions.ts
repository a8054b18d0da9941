import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";

/**
 * A share of the rows, drawn one by one, and at least one: what a model without epochs is trained on for less than a
 * full training. Smaller shares of one seed are parts of larger ones. A share of 1 is the interactions themselves.
 */
export function thinInteractions(interactions: Interactions, share: number, random: Random): Interactions {
  if (share >= 1) return interactions;
  const kept: number[] = [];
  for (let row = 0; row < interactions.length; row++) {
    if (random.uniform() < share) kept.push(row);
  }
  return interactions.select(Int32Array.from(kept.length > 0 ? kept : [0]));
}
