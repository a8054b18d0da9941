import { groupRows } from "./compressed-rows.js";
import type { Interactions } from "./interactions.js";

/** The items of each user in the order of time: those of user u are `itemIndex[offsets[u] … offsets[u + 1])`, oldest first. */
export interface Sequences {
  /** [numUsers + 1] */
  readonly offsets: Int32Array;
  /** [interactions] */
  readonly itemIndex: Int32Array;
  /** [interactions] the position in the interactions' own columns */
  readonly order: Int32Array;
}

/** By timestamp, equal ones and data without time in the order of the rows. */
export function sequencesOf({ userIndex, itemIndex, timestamp, numUsers }: Interactions): Sequences {
  const { offsets, order } = groupRows(userIndex, numUsers);
  if (timestamp) {
    for (let user = 0; user < numUsers; user++) {
      // Typed arrays sort stably: equal times keep the order of the rows.
      order
        .subarray(offsets[user], offsets[user + 1])
        .sort((a, b) => (timestamp[a] as number) - (timestamp[b] as number));
    }
  }
  return { offsets, order, itemIndex: Int32Array.from(order, (position) => itemIndex[position] as number) };
}
