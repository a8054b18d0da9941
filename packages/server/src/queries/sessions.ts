import type { Queryable } from "../database/open-database.js";

export interface SessionMember {
  readonly id: string;
  readonly projectId: string;
  readonly email: string;
}

/** @param params `tokenHash` is the SHA-256 of the cookie's token, hex */
export async function createSession(
  db: Queryable,
  { tokenHash, memberId, expiresAt }: { tokenHash: string; memberId: string; expiresAt: Date },
): Promise<void> {
  await db.session.create({ data: { tokenHash, memberId, expiresAt }, select: { tokenHash: true } });
}

/** The member signed in by a token, or null for an unknown or expired one. */
export async function findSessionMember(
  db: Queryable,
  { tokenHash, now }: { tokenHash: string; now: Date },
): Promise<SessionMember | null> {
  const session = await db.session.findUnique({
    where: { tokenHash, expiresAt: { gt: now } },
    select: { member: { select: { id: true, projectId: true, email: true } } },
  });
  return session?.member ?? null;
}

export async function deleteSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash } });
}

/** Gives how many there were. */
export async function deleteExpiredSessions(db: Queryable, { now }: { now: Date }): Promise<number> {
  const { count } = await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  return count;
}
