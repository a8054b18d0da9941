import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../../database/open-database.js";
import { findMemberByEmail, saveMember } from "../../queries/members.js";
import { ensureProject } from "../../queries/projects.js";
import { hashPassword, verifyPassword } from "./password-hash.js";

export interface AdminOptions {
  readonly email: string;
  /** Unset: made up once, and kept in the file `admin-password` of `home`, for its owner's eyes only. */
  readonly password?: string | undefined;
  readonly home: string;
}

export interface Admin {
  readonly projectId: string;
  readonly email: string;
  /** Where the password is kept; null where it was given. */
  readonly passwordFile: string | null;
}

/**
 * Sees to it that the project `default` and its administrator exist, with the password given or kept in the file.
 * Safe to call at every start, and by several processes at once.
 */
export async function ensureAdmin(db: Database, { email, password, home }: AdminOptions): Promise<Admin> {
  const { id: projectId } = await ensureProject(db.prisma, { slug: "default", name: "Default" });
  const passwordFile = password === undefined ? path.join(home, "admin-password") : null;
  const wanted = password ?? (await keptPassword(path.join(home, "admin-password")));
  const member = await findMemberByEmail(db.prisma, { email });
  if (!member || !(await verifyPassword(wanted, member.passwordHash))) {
    await saveMember(db.prisma, { projectId, email, passwordHash: await hashPassword(wanted) });
  }
  return { projectId, email, passwordFile };
}

async function keptPassword(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const made = `${file}.${randomUUID()}`;
  await writeFile(made, `${randomBytes(15).toString("base64url")}\n`, { mode: 0o600 });
  try {
    // Of several processes that start at once, one places its password, whole, and the others read that.
    await link(made, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(made);
  }
  return (await readFile(file, "utf8")).trim();
}
