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

/** @throws InvalidInteractionsError for what no model can be trained on */
export function checkContent({ interactions }: DatasetContent): void {
  for (const [side, { ids }] of [
    ["user", interactions.users],
    ["item", interactions.items],
  ] as const) {
    if (ids.length >= 2) continue;
    throw new InvalidInteractionsError(
      `The data has ${ids.length === 1 ? `one ${side} only, "${ids[0]}"` : `no ${side}`}: recommendations need at least 2. Check that the right column holds the ${side}.`,
    );
  }
}
