import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useDatabase } from "../../../test/database.js";
import { TooManyAttemptsError, UnauthenticatedError } from "../../errors/api-errors.js";
import { revokeApiKey } from "../../queries/api-keys.js";
import { authenticate } from "./authenticate.js";
import { createApiKey } from "./create-api-key.js";
import { ensureAdmin } from "./ensure-admin.js";
import { signIn } from "./sign-in.js";
import { SignInLimit } from "./sign-in-limit.js";
import { signOut } from "./sign-out.js";

const database = useDatabase();
const email = "admin@example.com";
const password = "correct horse";
const ip = "127.0.0.1";
let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), "tastemaker-home-"));
});
afterEach(async () => {
  await rm(home, { recursive: true });
});

const admin = () => ensureAdmin(database(), { email, password, home });
const app = () => ({ db: database(), signInLimit: new SignInLimit() });

describe("ensureAdmin", () => {
  test("makes a password once, keeps it for its owner only, and signs in with it", async () => {
    const owner = "owner@example.com";
    await database().prisma.project.deleteMany();
    const starts = [1, 2, 3, 4, 5].map(() => ensureAdmin(database(), { email: owner, home }));
    const [first, ...others] = await Promise.all(starts);
    expect(others).toEqual([first, first, first, first]);
    const file = path.join(home, "admin-password");
    expect(first).toMatchObject({ email: owner, passwordFile: file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const kept = (await readFile(file, "utf8")).trim();
    expect(kept.length).toBeGreaterThanOrEqual(20);
    const { member } = await signIn(app(), { email: owner, password: kept, ip });
    expect(member.email).toBe(owner);
  });

  test("takes over a password that is given, or changed in the file", async () => {
    expect(await admin()).toMatchObject({ passwordFile: null });
    await signIn(app(), { email, password, ip });
    const file = path.join(home, "admin-password");
    await writeFile(file, "another one\n");
    await chmod(file, 0o600);
    await ensureAdmin(database(), { email, home });
    await signIn(app(), { email, password: "another one", ip });
    await expect(signIn(app(), { email, password, ip })).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});

describe("signIn", () => {
  test("opens a session that its token proves until it is signed out", async () => {
    const { projectId } = await admin();
    const { token, expiresAt, member } = await signIn(app(), { email: "Admin@Example.com", password, ip });
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 3600_000);
    expect(await authenticate(app(), { sessionToken: token })).toEqual({
      kind: "member",
      memberId: member.id,
      email,
      projectId,
    });
    const rows = await database().prisma.session.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
    await signOut(app(), { token });
    expect(await authenticate(app(), { sessionToken: token })).toBeNull();
  });

  test("does not let an expired session in", async () => {
    await admin();
    const { token } = await signIn(app(), { email, password, ip });
    await database().prisma.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await authenticate(app(), { sessionToken: token })).toBeNull();
  });

  test("answers alike for a wrong password and an unknown email", async () => {
    await admin();
    const message = "The email or the password is wrong. Check both and try again.";
    await expect(signIn(app(), { email, password: "wrong", ip })).rejects.toThrow(message);
    await expect(signIn(app(), { email: "who@example.com", password, ip })).rejects.toThrow(message);
  });

  test("refuses further guesses, even a right one", async () => {
    await admin();
    const limited = app();
    const guesses = Array.from({ length: 10 }, () => signIn(limited, { email, password: "guess", ip }));
    const refused = { status: "rejected", reason: expect.any(UnauthenticatedError) };
    expect(await Promise.allSettled(guesses)).toEqual(guesses.map(() => refused));
    await expect(signIn(limited, { email, password, ip })).rejects.toBeInstanceOf(TooManyAttemptsError);
  });
});

describe("an API key", () => {
  test("lets its project's clients in until it is revoked, and is stored as a hash", async () => {
    const { projectId } = await admin();
    const { id, key } = await createApiKey(app(), { projectId, name: "shop" });
    expect(key).toMatch(/^tm_[\w-]{43}$/);
    const authorization = `Bearer ${key}`;
    expect(await authenticate(app(), { authorization })).toEqual({
      kind: "api-key",
      apiKeyId: id,
      projectId,
    });
    const row = await database().prisma.apiKey.findUniqueOrThrow({ where: { id } });
    expect(row.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(key);
    expect(key.startsWith(row.prefix)).toBe(true);
    await revokeApiKey(database().prisma, { projectId, apiKeyId: id, now: new Date() });
    expect(await authenticate(app(), { authorization })).toBeNull();
  });

  test("is nothing else, whatever cookie comes with it", async () => {
    await admin();
    const { token } = await signIn(app(), { email, password, ip });
    for (const authorization of ["", "tm_", "Bearer", "Bearer tm_unknown", "Basic dG06dG0=", "Bearer sk_x"]) {
      expect(await authenticate(app(), { authorization, sessionToken: token })).toBeNull();
    }
  });
});
