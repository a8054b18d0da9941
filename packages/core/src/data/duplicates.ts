import { groupRows } from "./compressed-rows.js";
import type { InteractionColumns } from "./interactions.js";

export const duplicatePolicies = ["keep-last", "keep-first", "keep-all"] as const;

/** Which of several rows of the same user and item stays. */
export type DuplicatePolicy = (typeof duplicatePolicies)[number];

/** Positions of the rows that the policy drops. */
const droppedBy: Readonly<Record<DuplicatePolicy, (earlier: number, later: number) => number | undefined>> = {
  "keep-last": (earlier) => earlier,
  "keep-first": (_, later) => later,
  "keep-all": () => undefined,
};

export interface ResolvedDuplicates {
  readonly columns: InteractionColumns;
  /** Rows that repeat the user and item of an earlier one, dropped or not. */
  readonly duplicates: number;
}

/**
 * Applies the policy to rows in file order; those that stay keep their order. O(rows + users + items), in 5 bytes a row
 * and 8 an item.
 */
export function resolveDuplicates(
  columns: InteractionColumns,
  dimensions: { numUsers: number; numItems: number },
  policy: DuplicatePolicy,
): ResolvedDuplicates {
  const numRows = columns.userIndex.length;
  const { offsets, order } = groupRows(columns.userIndex, dimensions.numUsers);
  const lastUser = new Int32Array(dimensions.numItems).fill(-1);
  const lastPosition = new Int32Array(dimensions.numItems);
  const dropped = new Uint8Array(numRows);
  let duplicates = 0;
  for (let user = 0; user < dimensions.numUsers; user++) {
    for (let i = offsets[user] as number; i < (offsets[user + 1] as number); i++) {
      const position = order[i] as number;
      const item = columns.itemIndex[position] as number;
      if (lastUser[item] === user) {
        duplicates++;
        const loser = droppedBy[policy](lastPosition[item] as number, position);
        if (loser !== undefined) dropped[loser] = 1;
        if (loser === position) continue;
      }
      lastUser[item] = user;
      lastPosition[item] = position;
    }
  }
  if (duplicates === 0 || policy === "keep-all") return { columns, duplicates };
  return { columns: withoutDropped(columns, dropped, numRows - duplicates), duplicates };
}

function withoutDropped(
  columns: InteractionColumns,
  dropped: Uint8Array,
  length: number,
): InteractionColumns {
  return {
    userIndex: kept(columns.userIndex, dropped, new Int32Array(length)),
    itemIndex: kept(columns.itemIndex, dropped, new Int32Array(length)),
    value: kept(columns.value, dropped, new Float32Array(length)),
    ...(columns.timestamp && { timestamp: kept(columns.timestamp, dropped, new Float64Array(length)) }),
  };
}

function kept<A extends Int32Array | Float32Array | Float64Array>(from: A, dropped: Uint8Array, into: A): A {
  let end = 0;
  for (let i = 0; i < from.length; i++) if (dropped[i] === 0) into[end++] = from[i] as number;
  return into;
}
