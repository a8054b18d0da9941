import { hashParts } from "../evaluation/hash-parts.js";
import type { Interactions } from "./interactions.js";

/**
 * SHA-256, in hex, of everything in the interactions: ids in order, then each column in little-endian bytes. Equal
 * hashes mean the same rows in the same order over the same vocabularies.
 */
export function hashInteractions(interactions: Interactions): Promise<string> {
  const { users, items, userIndex, itemIndex, value, timestamp } = interactions;
  const ids = JSON.stringify([users.ids, items.ids]);
  return hashParts([ids, userIndex, itemIndex, value, ...(timestamp ? [timestamp] : [])]);
}
