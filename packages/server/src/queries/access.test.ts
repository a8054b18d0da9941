import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { useDatabase } from "../../test/database.js";
import { createProject } from "../../test/project.js";
import { NotFoundError } from "../errors/errors.js";
import { createApiKey, findApiKey, listApiKeys, revokeApiKey, touchApiKey } from "./api-keys.js";
import { findMemberByEmail, saveMember } from "./members.js";
import { createSession, deleteExpiredSessions, deleteSession, findSessionMember } from "./sessions.js";

const database = useDatabase();
let projectId: string;
let email: string;

beforeEach(async () => {
  projectId = await createProject(database());
  email = `${randomUUID()}@example.com`;
});

test("a member is found by email in any case, and may get a new password", async () => {
  const { prisma } = database();
  const made = await saveMember(prisma, { projectId, email: email.toUpperCase(), passwordHash: "one" });
  expect(made).toMatchObject({ projectId, email, passwordHash: "one" });
  await saveMember(prisma, { projectId, email, passwordHash: "two" });
  expect(await findMemberByEmail(prisma, { email: email.toUpperCase() })).toEqual({
    ...made,
    passwordHash: "two",
  });
  expect(await prisma.member.count({ where: { projectId } })).toBe(1);
  expect(await findMemberByEmail(prisma, { email: "nobody@example.com" })).toBeNull();
});

test("a session ends by time or by signing out", async () => {
  const { prisma } = database();
  const member = await saveMember(prisma, { projectId, email, passwordHash: "x" });
  const [long, short] = [randomUUID(), randomUUID()];
  const now = new Date("2030-01-01T00:00:00Z");
  const minutes = (n: number) => new Date(now.getTime() + 60_000 * n);
  await createSession(prisma, { tokenHash: long, memberId: member.id, expiresAt: minutes(60) });
  await createSession(prisma, { tokenHash: short, memberId: member.id, expiresAt: minutes(1) });
  expect(await findSessionMember(prisma, { tokenHash: short, now })).toEqual({
    id: member.id,
    projectId,
    email,
  });
  expect(await findSessionMember(prisma, { tokenHash: short, now: minutes(1) })).toBeNull();
  expect(await deleteExpiredSessions(prisma, { now: minutes(2) })).toBe(1);
  expect(await findSessionMember(prisma, { tokenHash: long, now: minutes(2) })).not.toBeNull();
  await deleteSession(prisma, { tokenHash: long });
  expect(await findSessionMember(prisma, { tokenHash: long, now })).toBeNull();
});

test("an API key works until it is revoked, by its own project", async () => {
  const { prisma } = database();
  const keyHash = randomUUID();
  const { id } = await createApiKey(prisma, { projectId, name: "shop", prefix: "tm_abc", keyHash });
  const now = new Date();
  await touchApiKey(prisma, { apiKeyId: id, now });
  expect(await findApiKey(prisma, { keyHash })).toEqual({ id, projectId, lastUsedAt: now });
  expect(await listApiKeys(prisma, { projectId })).toMatchObject([{ id, name: "shop", prefix: "tm_abc" }]);
  const other = await createProject(database());
  const revoke = (project: string) => revokeApiKey(prisma, { projectId: project, apiKeyId: id, now });
  await expect(revoke(other)).rejects.toBeInstanceOf(NotFoundError);
  await revoke(projectId);
  await expect(revoke(projectId)).rejects.toBeInstanceOf(NotFoundError);
  expect(await findApiKey(prisma, { keyHash })).toBeNull();
  expect(await listApiKeys(prisma, { projectId })).toEqual([]);
});
