import { createHash, randomBytes } from "node:crypto";

/** 256 random bits after a prefix, in URL-safe letters. */
export function createSecret(prefix = ""): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/**
 * What the store keeps of a secret: its SHA-256, hex. A secret of 256 random bits needs no salt and no slow hash, and
 * to look a hash up tells nothing of the secret, however long it takes.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
