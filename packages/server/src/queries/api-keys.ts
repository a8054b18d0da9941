import type { Queryable } from "../database/open-database.js";
import { NotFoundError } from "../errors/errors.js";

export interface StoredApiKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** @param params `keyHash` is the SHA-256 of the key, hex; `prefix` its first characters */
export async function createApiKey(
  db: Queryable,
  params: { projectId: string; name: string; prefix: string; keyHash: string },
): Promise<{ id: string }> {
  const { projectId, name, prefix, keyHash } = params;
  return db.apiKey.create({ data: { projectId, name, prefix, keyHash }, select: { id: true } });
}

/** Those not revoked, newest first. */
export async function listApiKeys(
  db: Queryable,
  { projectId }: { projectId: string },
): Promise<StoredApiKey[]> {
  return db.apiKey.findMany({
    where: { projectId, revokedAt: null },
    select: { id: true, name: true, prefix: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: "desc" },
  });
}

/** Whose key it is, or null for an unknown or revoked one. */
export async function findApiKey(
  db: Queryable,
  { keyHash }: { keyHash: string },
): Promise<{ id: string; projectId: string; lastUsedAt: Date | null } | null> {
  return db.apiKey.findUnique({
    where: { keyHash, revokedAt: null },
    select: { id: true, projectId: true, lastUsedAt: true },
  });
}

export async function touchApiKey(
  db: Queryable,
  { apiKeyId, now }: { apiKeyId: string; now: Date },
): Promise<void> {
  await db.apiKey.updateMany({ where: { id: apiKeyId }, data: { lastUsedAt: now } });
}

/** @throws NotFoundError for an unknown key, or one revoked already */
export async function revokeApiKey(
  db: Queryable,
  { projectId, apiKeyId, now }: { projectId: string; apiKeyId: string; now: Date },
): Promise<void> {
  const { count } = await db.apiKey.updateMany({
    where: { id: apiKeyId, projectId, revokedAt: null },
    data: { revokedAt: now },
  });
  if (count === 0)
    throw new NotFoundError(`No API key ${apiKeyId} is in use. List the keys to see which there are.`);
}
