import type { Database } from "../../database/open-database.js";
import { UnauthenticatedError } from "../../errors/api-errors.js";
import { findMemberByEmail } from "../../queries/members.js";
import { createSession, deleteExpiredSessions } from "../../queries/sessions.js";
import { hashPassword, verifyPassword } from "./password-hash.js";
import { createSecret, hashSecret } from "./secret-token.js";
import type { SignInLimit } from "./sign-in-limit.js";

const sessionDays = 30;

/** Verified against where the email is unknown, so that the time of the answer does not tell. */
let nobodysHash: Promise<string> | undefined;

/**
 * Opens a session that lasts 30 days.
 *
 * @returns the member, and the token for the cookie, of which the store keeps a hash only
 * @throws UnauthenticatedError for a wrong email or password, TooManyAttemptsError
 */
export async function signIn(
  { db, signInLimit }: { db: Database; signInLimit: SignInLimit },
  { email, password, ip }: { email: string; password: string; ip: string },
): Promise<{ member: { id: string; email: string }; token: string; expiresAt: Date }> {
  signInLimit.take({ email, ip });
  nobodysHash ??= hashPassword(createSecret());
  const member = await findMemberByEmail(db.prisma, { email });
  const isRight = await verifyPassword(password, member?.passwordHash ?? (await nobodysHash));
  if (!member || !isRight) {
    throw new UnauthenticatedError("The email or the password is wrong. Check both and try again.");
  }
  signInLimit.succeeded({ email, ip });
  const now = new Date();
  const expiresAt = new Date(now.getTime() + sessionDays * 24 * 3600_000);
  const token = createSecret();
  await deleteExpiredSessions(db.prisma, { now });
  await createSession(db.prisma, { tokenHash: hashSecret(token), memberId: member.id, expiresAt });
  return { member: { id: member.id, email: member.email }, token, expiresAt };
}
