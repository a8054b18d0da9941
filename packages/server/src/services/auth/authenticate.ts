import type { Database } from "../../database/open-database.js";
import { findApiKey, touchApiKey } from "../../queries/api-keys.js";
import { findSessionMember } from "../../queries/sessions.js";
import type { Actor } from "./actor.js";
import { hashSecret } from "./secret-token.js";

/** How exact "last used" is: a busy key must not be written to at every request. */
const touchEveryMs = 60_000;

/**
 * Who sent the request; null for nobody. An Authorization header decides alone: a wrong key is not mended by a cookie.
 *
 * @param credentials the Authorization header and the session cookie's token, as received
 */
export async function authenticate(
  { db }: { db: Database },
  { authorization, sessionToken }: { authorization?: string | undefined; sessionToken?: string | undefined },
): Promise<Actor | null> {
  if (authorization !== undefined) return authenticateKey(db, authorization);
  if (sessionToken === undefined) return null;
  const tokenHash = hashSecret(sessionToken);
  const member = await findSessionMember(db.prisma, { tokenHash, now: new Date() });
  return member && { kind: "member", memberId: member.id, email: member.email, projectId: member.projectId };
}

async function authenticateKey(db: Database, authorization: string): Promise<Actor | null> {
  const key = /^Bearer (tm_\S+)$/i.exec(authorization)?.[1];
  if (key === undefined) return null;
  const found = await findApiKey(db.prisma, { keyHash: hashSecret(key) });
  if (!found) return null;
  const now = new Date();
  if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) > touchEveryMs) {
    await touchApiKey(db.prisma, { apiKeyId: found.id, now });
  }
  return { kind: "api-key", apiKeyId: found.id, projectId: found.projectId };
}
