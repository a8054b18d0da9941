import { canonicalJson } from "./canonical-json.js";
import type { Protocol } from "./protocol.js";
import { sha256 } from "./sha256.js";

/** Identifies a protocol: the SHA-256 of its canonical JSON, 64 hexadecimal digits. */
export function hashProtocol(protocol: Protocol): Promise<string> {
  return sha256(new TextEncoder().encode(canonicalJson(protocol)));
}
