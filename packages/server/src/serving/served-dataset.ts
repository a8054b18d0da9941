import type { CompressedRows, Interactions, Vocabulary } from "@tastemaker/core";
import type { Pool } from "pg";
import { loadInteractions } from "../datasets/load-interactions.js";

/** What serving keeps of a data set: who has seen what, and what most have. */
export interface ServedDataset {
  readonly users: Vocabulary;
  readonly items: Vocabulary;
  /** Users × items. */
  readonly seen: Pick<CompressedRows, "offsets" | "columns">;
  /** [numItems] itemIndex, most users first, of equal ones the lowest index */
  readonly popularItems: Int32Array;
  /** [numItems] how many users have seen the item, by itemIndex */
  readonly numUsersOf: Int32Array;
}

/** @throws NotFoundError for a data set that is unknown or not ready */
export async function loadServedDataset(
  { pool }: { pool: Pool },
  { datasetId }: { datasetId: string },
): Promise<ServedDataset> {
  return toServedDataset(await loadInteractions(pool, { datasetId }));
}

/** The interactions themselves are not kept. */
export function toServedDataset(interactions: Interactions): ServedDataset {
  const { users, items, byUser } = interactions;
  const numUsersOf = countUsers(byUser, items.size);
  const popularItems = Int32Array.from({ length: items.size }, (_, item) => item).sort(
    (a, b) => (numUsersOf[b] as number) - (numUsersOf[a] as number) || a - b,
  );
  return {
    users,
    items,
    seen: { offsets: byUser.offsets, columns: byUser.columns },
    popularItems,
    numUsersOf,
  };
}

/** The items a user has seen, ascending; none for an unknown user. */
export function seenBy(dataset: ServedDataset, userId: string): Int32Array {
  const userIndex = dataset.users.indexOf(userId);
  if (userIndex === undefined) return new Int32Array();
  const { offsets, columns } = dataset.seen;
  return columns.subarray(offsets[userIndex], offsets[userIndex + 1]);
}

/** A user who has seen an item twice counts once: columns are ascending within a row. */
function countUsers({ offsets, columns }: CompressedRows, numItems: number): Int32Array {
  const counts = new Int32Array(numItems);
  for (let user = 0; user + 1 < offsets.length; user++) {
    let last = -1;
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
      const item = columns[i] as number;
      if (item !== last) counts[item] = (counts[item] as number) + 1;
      last = item;
    }
  }
  return counts;
}
