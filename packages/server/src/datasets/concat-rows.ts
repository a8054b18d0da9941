import {
  type InteractionColumns,
  Interactions,
  InvalidInteractionsError,
  type ReadResult,
} from "@tastemaker/core";
import type { DatasetContent } from "./dataset-content.js";

/** The parts of one reading session, one after the other. */
export function concatParts(parts: readonly ReadResult[]): Omit<DatasetContent, "bytesRead"> {
  const [first] = parts;
  if (!first) throw new InvalidInteractionsError("There are no rows to import.");
  return {
    interactions: concatInteractions(
      first.interactions,
      parts.slice(1).map(({ interactions }) => interactions),
    ),
    userAttributes: first.userAttributes,
    itemAttributes: first.itemAttributes,
    rejected: parts.flatMap(({ rejected }) => rejected.rows),
    numRowsRejected: parts.reduce((sum, { rejected }) => sum + rejected.count, 0),
    numRowsRead: parts.reduce((sum, { numRowsRead }) => sum + numRowsRead, 0),
  };
}

/** Where one part has no values but ones, it is without ratings, and those of another part would mean nothing beside. */
function concatInteractions(first: Interactions, others: readonly Interactions[]): Interactions {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const columns = concatColumns(all);
  if (all.some((part) => part.value.every((value) => value === 1))) columns.value.fill(1);
  return new Interactions(first.users, first.items, columns);
}

/** Times are kept only where every part has them: rows without one could not be ordered among the others. */
export function concatColumns(
  parts: readonly (Omit<InteractionColumns, "timestamp"> & { timestamp?: Float64Array | undefined })[],
): InteractionColumns {
  const length = parts.reduce((sum, part) => sum + part.userIndex.length, 0);
  const [userIndex, itemIndex] = [new Int32Array(length), new Int32Array(length)];
  const value = new Float32Array(length);
  const hasTimes = parts.every((part) => part.timestamp !== undefined);
  const timestamp = hasTimes ? new Float64Array(length) : undefined;
  let end = 0;
  for (const part of parts) {
    userIndex.set(part.userIndex, end);
    itemIndex.set(part.itemIndex, end);
    value.set(part.value, end);
    if (part.timestamp) timestamp?.set(part.timestamp, end);
    end += part.userIndex.length;
  }
  return { userIndex, itemIndex, value, ...(timestamp && { timestamp }) };
}
