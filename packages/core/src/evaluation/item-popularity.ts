import type { Interactions } from "../data/interactions.js";

/** How many users each item has, a user who has it several times counted once: [numItems]. */
export function itemPopularity({ byItem, numItems }: Interactions): Int32Array {
  const { offsets, columns } = byItem;
  const popularity = new Int32Array(numItems);
  for (let item = 0; item < numItems; item++) {
    const start = offsets[item] as number;
    let users = 0;
    for (let i = start; i < (offsets[item + 1] as number); i++)
      if (i === start || columns[i] !== columns[i - 1]) users++;
    popularity[item] = users;
  }
  return popularity;
}
