import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";

/** Draws items for a user that the user has not interacted with. */
export interface NegativeSampler {
  /** False for a user who has every item: there is no negative to draw. */
  hasNegative(userIndex: number): boolean;
  draw(userIndex: number): number;
}

/** 32 MB: a table of bits that is worth its memory. */
const maxBits = 2 ** 28;

/** Draws before a scan takes over, which only a user with nearly every item needs. */
const maxDraws = 1000;

/** Every item the user does not have, with equal chance. */
export function uniformNegatives(data: Interactions, random: Random): NegativeSampler {
  const seen = data.byUser;
  const numItems = data.numItems;
  const numDistinct = distinctPerRow(seen.offsets, seen.columns);
  const has = membershipTest(data);
  return {
    hasNegative: (userIndex) => (numDistinct[userIndex] as number) < numItems,
    draw(userIndex) {
      for (let attempt = 0; attempt < maxDraws; attempt++) {
        const item = random.integer(numItems);
        if (!has(userIndex, item)) return item;
      }
      const start = random.integer(numItems);
      for (let i = 0; i < numItems; i++) {
        const item = (start + i) % numItems;
        if (!has(userIndex, item)) return item;
      }
      throw new RangeError(`userIndex ${userIndex} has every item: ask hasNegative first`);
    },
  };
}

/** Whether a user has an item: one bit a pair where there is room for it, else by binary search. */
function membershipTest({ byUser, userIndex, itemIndex, numUsers, numItems }: Interactions) {
  if (numUsers * numItems > maxBits) return (user: number, item: number) => hasEntry(byUser, user, item);
  const bits = new Uint8Array(Math.ceil((numUsers * numItems) / 8));
  for (let i = 0; i < userIndex.length; i++) {
    const pair = (userIndex[i] as number) * numItems + (itemIndex[i] as number);
    bits[pair >> 3] = (bits[pair >> 3] as number) | (1 << (pair & 7));
  }
  return (user: number, item: number) => {
    const pair = user * numItems + item;
    return ((bits[pair >> 3] as number) & (1 << (pair & 7))) !== 0;
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
