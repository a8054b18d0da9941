import type { Queryable } from "../database/open-database.js";

export interface StoredMember {
  readonly id: string;
  readonly projectId: string;
  readonly email: string;
  readonly passwordHash: string;
}

const select = { id: true, projectId: true, email: true, passwordHash: true } as const;

/** Upper and lower case of an email are the same. */
export async function findMemberByEmail(
  db: Queryable,
  { email }: { email: string },
): Promise<StoredMember | null> {
  return db.member.findUnique({ where: { email: email.toLowerCase() }, select });
}

/** Makes the member, or gives an existing one the new password. */
export async function saveMember(
  db: Queryable,
  { projectId, email, passwordHash }: { projectId: string; email: string; passwordHash: string },
): Promise<StoredMember> {
  const data = { projectId, email: email.toLowerCase(), passwordHash };
  // Prisma's upsert reads before it writes: of two processes that start at once, one would fail.
  await db.member.createMany({ data, skipDuplicates: true });
  return db.member.update({ where: { email: data.email }, data: { passwordHash }, select });
}
