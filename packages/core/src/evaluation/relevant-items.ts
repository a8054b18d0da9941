import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";

/** The items that each user's list should have on top: his distinct test items. */
export interface RelevantItems {
  /** [n] users with at least one, ascending */
  readonly users: Int32Array;
  /** [n] the items of each of `users`, ascending, each once */
  readonly items: readonly Int32Array[];
  /** Test rows of an item that the user also has in train. */
  readonly leakedRows: number;
}

/**
 * @param keepLeaked whether an item that the user also has in train stays relevant
 */
export function relevantItems(train: Interactions, test: Interactions, keepLeaked: boolean): RelevantItems {
  const { offsets, columns } = test.byUser;
  const users: number[] = [];
  const items: Int32Array[] = [];
  let leakedRows = 0;
  for (let user = 0; user < test.numUsers; user++) {
    const relevant: number[] = [];
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
      const item = columns[i] as number;
      const leaked = hasEntry(train.byUser, user, item);
      if (leaked) leakedRows++;
      if ((keepLeaked || !leaked) && relevant.at(-1) !== item) relevant.push(item);
    }
    if (relevant.length === 0) continue;
    users.push(user);
    items.push(Int32Array.from(relevant));
  }
  return { users: Int32Array.from(users), items, leakedRows };
}
