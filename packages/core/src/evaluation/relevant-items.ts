import { hasEntry } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";

/**
 * The items that each list should have on top: a user's distinct test items, or, where rows have moments, those of each
 * of his moments by itself.
 */
export interface RelevantItems {
  /** [n] users with at least one, ascending: each once, or once for each of his moments */
  readonly users: Int32Array;
  /** [n] the items of each entry, ascending, each once */
  readonly items: readonly Int32Array[];
  /** [n] his relevant items of other moments alone, ascending: at this one they are no candidates */
  readonly elsewhere: readonly Int32Array[];
  /** [n] the moment of each entry; 0 without moments */
  readonly moments: Int32Array;
  /** Test rows of an item that the user also has in train. */
  readonly leakedRows: number;
}

export interface RelevantItemsOptions {
  /** Whether an item that the user also has in train stays relevant. */
  readonly keepLeaked: boolean;
  /** [test rows] the moment of each; all are of one unless given. */
  readonly momentOf?: Int32Array | undefined;
}

const none = new Int32Array(0);

export function relevantItems(
  train: Interactions,
  test: Interactions,
  { keepLeaked, momentOf }: RelevantItemsOptions,
): RelevantItems {
  const { offsets, columns, order } = test.byUser;
  const users: number[] = [];
  const items: Int32Array[] = [];
  const elsewhere: Int32Array[] = [];
  const moments: number[] = [];
  let leakedRows = 0;
  for (let user = 0; user < test.numUsers; user++) {
    const byMoment = new Map<number, number[]>();
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
      const item = columns[i] as number;
      const isLeaked = hasEntry(train.byUser, user, item);
      if (isLeaked) leakedRows++;
      if (isLeaked && !keepLeaked) continue;
      const moment = momentOf?.[order[i] as number] ?? 0;
      const own = byMoment.get(moment);
      if (!own) byMoment.set(moment, [item]);
      else if (own.at(-1) !== item) own.push(item);
    }
    for (const [moment, own] of byMoment) {
      users.push(user);
      items.push(Int32Array.from(own));
      elsewhere.push(byMoment.size === 1 ? none : itemsBut(byMoment, own));
      moments.push(moment);
    }
  }
  return {
    users: Int32Array.from(users),
    items,
    elsewhere,
    moments: Int32Array.from(moments),
    leakedRows,
  };
}

/** The items of all moments less those of one. */
function itemsBut(byMoment: ReadonlyMap<number, readonly number[]>, own: readonly number[]): Int32Array {
  const others = new Set([...byMoment.values()].flat());
  for (const item of own) others.delete(item);
  return Int32Array.from(others).sort();
}

/** Some of the entries. */
export function selectEntries(relevant: RelevantItems, positions: Int32Array): RelevantItems {
  const { users, items, elsewhere, moments, leakedRows } = relevant;
  if (positions.length === users.length) return relevant;
  const at = <T>(values: readonly T[]) => Array.from(positions, (position) => values[position] as T);
  return {
    users: positions.map((position) => users[position] as number),
    items: at(items),
    elsewhere: at(elsewhere),
    moments: positions.map((position) => moments[position] as number),
    leakedRows,
  };
}
