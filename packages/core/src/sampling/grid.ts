import type { Batch } from "./batch.js";

/** A grid as its pairs, row by row: for networks that score one pair at a time. */
export function pairsOfGrid(batch: Batch): Batch {
  const { userIndex, itemIndex, position } = batch;
  const users = userIndex.length;
  const items = itemIndex.length;
  const spread = (column: Int32Array) => {
    const all = new Int32Array(users * items);
    for (let u = 0; u < users; u++) all.fill(column[u] as number, u * items, (u + 1) * items);
    return all;
  };
  const repeatedItems = new Int32Array(users * items);
  for (let u = 0; u < users; u++) repeatedItems.set(itemIndex, u * items);
  return {
    ...batch,
    isGrid: false,
    shape: [users, items],
    userIndex: spread(userIndex),
    itemIndex: repeatedItems,
    ...(position && { position: spread(position) }),
  };
}
