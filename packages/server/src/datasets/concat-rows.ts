import { Interactions, InvalidInteractionsError, type ReadResult } from "@tastemaker/core";
import type { DatasetContent } from "./dataset-content.js";

/**
 * The parts of one reading session, one after the other. Times are kept only where every part has them: rows without
 * one could not be ordered among the others.
 */
export function concatRows(parts: readonly ReadResult[]): Omit<DatasetContent, "bytesRead"> {
  const [first] = parts;
  if (!first) throw new InvalidInteractionsError("There are no rows to import.");
  const { users, items } = first.interactions;
  const all = parts.map(({ interactions }) => interactions);
  const length = all.reduce((sum, part) => sum + part.length, 0);
  const times = all.flatMap(({ timestamp }) => (timestamp ? [timestamp] : []));
  const interactions =
    all.length === 1
      ? first.interactions
      : new Interactions(users, items, {
          userIndex: concat(
            all.map((part) => part.userIndex),
            new Int32Array(length),
          ),
          itemIndex: concat(
            all.map((part) => part.itemIndex),
            new Int32Array(length),
          ),
          value: concat(
            all.map((part) => part.value),
            new Float32Array(length),
          ),
          ...(times.length === all.length && { timestamp: concat(times, new Float64Array(length)) }),
        });
  return {
    interactions,
    userAttributes: first.userAttributes,
    itemAttributes: first.itemAttributes,
    rejected: parts.flatMap(({ rejected }) => rejected.rows),
    numRowsRejected: parts.reduce((sum, { rejected }) => sum + rejected.count, 0),
    numRowsRead: parts.reduce((sum, { numRowsRead }) => sum + numRowsRead, 0),
  };
}

function concat<A extends Int32Array | Float32Array | Float64Array>(parts: readonly A[], into: A): A {
  let end = 0;
  for (const part of parts) {
    into.set(part, end);
    end += part.length;
  }
  return into;
}
