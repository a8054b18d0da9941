import { sha256 } from "../evaluation/sha256.js";
import type { Interactions } from "./interactions.js";

/**
 * SHA-256, in hex, of everything in the interactions: ids in order, then each column in little-endian bytes. Equal
 * hashes mean the same rows in the same order over the same vocabularies.
 */
export async function hashInteractions(interactions: Interactions): Promise<string> {
  const { users, items, userIndex, itemIndex, value, timestamp } = interactions;
  const ids = new TextEncoder().encode(JSON.stringify([users.ids, items.ids]));
  const columns = [userIndex, itemIndex, value, ...(timestamp ? [timestamp] : [])];
  // One hash of the parts' hashes, one part at a time: no copy of all columns side by side.
  const parts: string[] = [];
  for (const part of [ids, ...columns.map(bytesOf)]) parts.push(await sha256(part));
  return sha256(new TextEncoder().encode(parts.join("\n")));
}

function bytesOf(column: Int32Array | Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
