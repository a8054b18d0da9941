import type { EmbeddingTable } from "../embedding/embedding-table.js";
import { type Pairs, readRows } from "../embedding/embedding-training.js";
import type { ItemVectors } from "../retrieval/item-panels.js";

export interface ItemEmbeddingsOptions {
  readonly numItems: number;
  /** What pairs read of the tables. */
  read(pairs: Pairs): Pairs;
}

/**
 * What a network knows of its items: the rows of all tables of items and their features, side by side. Biases are no
 * part of it, unless there is nothing else.
 */
export function itemEmbeddings(
  tables: Iterable<EmbeddingTable>,
  { numItems, read }: ItemEmbeddingsOptions,
): ItemVectors {
  const ofItems = Array.from(tables).filter(({ spec }) => spec.side === "item");
  const vectors = ofItems.filter(({ embeddingDim }) => embeddingDim > 1);
  const parts = vectors.length > 0 ? vectors : ofItems;
  const dim = parts.reduce((sum, { embeddingDim }) => sum + embeddingDim, 0);
  const items = new Float32Array(numItems * dim);
  const pairs = read({
    userIndex: new Int32Array(numItems),
    itemIndex: Int32Array.from({ length: numItems }, (_, item) => item),
  });
  let offset = 0;
  for (const table of parts) {
    const rows = readRows(table, pairs);
    const width = table.embeddingDim;
    for (let item = 0; item < numItems; item++) {
      items.set(rows.subarray(item * width, (item + 1) * width), item * dim + offset);
    }
    offset += width;
  }
  return { dim, items };
}
