import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";

/** Draws items for a user that the user has not interacted with. */
export interface NegativeSampler {
  /** False for a user who has every item: there is no negative to draw. */
  hasNegative(userIndex: number): boolean;
  draw(userIndex: number): number;
}

/** Draws before a scan takes over, which only a user with nearly every item needs. */
const maxDraws = 1000;

/** Every item the user does not have, with equal chance. */
export function uniformNegatives(data: Interactions, random: Random): NegativeSampler {
  const seen = data.byUser;
  const numItems = data.numItems;
  const numDistinct = distinctPerRow(seen.offsets, seen.columns);
  return {
    hasNegative: (userIndex) => (numDistinct[userIndex] as number) < numItems,
    draw(userIndex) {
      for (let attempt = 0; attempt < maxDraws; attempt++) {
        const item = random.integer(numItems);
        if (!hasEntry(seen, userIndex, item)) return item;
      }
      const start = random.integer(numItems);
      for (let i = 0; i < numItems; i++) {
        const item = (start + i) % numItems;
        if (!hasEntry(seen, userIndex, item)) return item;
      }
      throw new RangeError(`userIndex ${userIndex} has every item: ask hasNegative first`);
    },
  };
}

function distinctPerRow(offsets: Int32Array, columns: Int32Array): Int32Array {
  const counts = new Int32Array(offsets.length - 1);
  for (let row = 0; row < counts.length; row++) {
    const start = offsets[row] as number;
    const end = offsets[row + 1] as number;
    let distinct = 0;
    for (let i = start; i < end; i++) if (i === start || columns[i] !== columns[i - 1]) distinct++;
    counts[row] = distinct;
  }
  return counts;
}
