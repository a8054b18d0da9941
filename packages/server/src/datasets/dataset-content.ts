import type { AttributeTable, Interactions, RejectedRow } from "@tastemaker/core";
import { InvalidInteractionsError } from "@tastemaker/core";

/** What an import has read and is going to store. */
export interface DatasetContent {
  readonly interactions: Interactions;
  /** By external id, where the source says more than ids. */
  readonly userAttributes?: AttributeTable | undefined;
  /** The attribute `title` is what people call an item. */
  readonly itemAttributes?: AttributeTable | undefined;
  /** The first ones. */
  readonly rejected: readonly RejectedRow[];
  /** All of them. */
  readonly numRowsRejected: number;
  /** Rows read, bad ones included. */
  readonly numRowsRead: number;
  readonly bytesRead: number;
}

/** Ids are indexed, and an index entry has a limit not far above. */
const maxIdBytes = 1024;

/** @throws InvalidInteractionsError for what no model can be trained on, or the database cannot hold */
export function checkContent({ interactions }: DatasetContent): void {
  for (const [side, { ids }] of [
    ["user", interactions.users],
    ["item", interactions.items],
  ] as const) {
    if (ids.length < 2) {
      throw new InvalidInteractionsError(
        `The data has ${ids.length} ${side}${ids.length === 1 ? ` ("${ids[0]}")` : "s"}: recommendations need at least 2. Check that the right column holds the ${side}.`,
      );
    }
    for (const id of ids) {
      if (id.includes("\0"))
        throw new InvalidInteractionsError(
          `The ${side} id ${JSON.stringify(id.slice(0, 80))} contains a NUL character. Remove it from the file.`,
        );
      // No character takes more than three bytes a UTF-16 unit.
      if (3 * id.length > maxIdBytes && Buffer.byteLength(id) > maxIdBytes)
        throw new InvalidInteractionsError(
          `The ${side} id "${id.slice(0, 80)}…" is longer than ${maxIdBytes} bytes. Check that the right column holds the ${side}.`,
        );
    }
  }
}
