import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";

/** 32 MB: a table of bits that is worth its memory. */
const maxBits = 2 ** 28;

/** Whether a user has an item: one bit a pair where there is room for it, else by binary search. */
export function membershipTest(data: Interactions): (user: number, item: number) => boolean {
  const { byUser, userIndex, itemIndex, numUsers, numItems } = data;
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

/** How many items each user has, duplicates counted once: [numUsers] */
export function distinctItemsPerUser({ byUser: { offsets, columns } }: Interactions): Int32Array {
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
