import type { Database } from "../../database/open-database.js";
import { createApiKey as insertApiKey } from "../../queries/api-keys.js";
import { createSecret, hashSecret } from "./secret-token.js";

const prefixLength = 10;

/** A new key for clients. It is returned this once; the store keeps its hash and first characters. */
export async function createApiKey(
  { db }: { db: Database },
  { projectId, name }: { projectId: string; name: string },
): Promise<{ id: string; key: string }> {
  const key = createSecret("tm_");
  const prefix = key.slice(0, prefixLength);
  const { id } = await insertApiKey(db.prisma, { projectId, name, prefix, keyHash: hashSecret(key) });
  return { id, key };
}
