import type { Random } from "../random/random.js";

/**
 * A share of the rows 0 … length − 1, drawn one by one, and at least one: what a model without epochs is trained on for
 * less than a full training. Smaller shares of one seed are parts of larger ones.
 */
export function thinRows(length: number, share: number, random: Random): Int32Array {
  const kept: number[] = [];
  for (let row = 0; row < length; row++) if (random.uniform() < share) kept.push(row);
  return Int32Array.from(kept.length > 0 ? kept : [0]);
}
