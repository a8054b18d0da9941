import { sha256 } from "./sha256.js";

/**
 * SHA-256, in hex, of texts and columns in their order, the columns in little-endian bytes: one hash of the parts'
 * hashes, one part at a time, so that nothing is copied side by side.
 */
export async function hashParts(
  parts: readonly (string | Int32Array | Float32Array | Float64Array)[],
): Promise<string> {
  const hashes: string[] = [];
  for (const part of parts)
    hashes.push(await sha256(typeof part === "string" ? encode(part) : bytesOf(part)));
  return sha256(encode(hashes.join("\n")));
}

const encode = (text: string) => new TextEncoder().encode(text);

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
