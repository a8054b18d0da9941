import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "../src/database/migrate.js";
import { createDatabase } from "./database.js";

const packageDirectory = fileURLToPath(new URL("..", import.meta.url));
const prismaCli = path.join(
  path.dirname(createRequire(import.meta.url).resolve("prisma/package.json")),
  "build/index.js",
);

let database: Awaited<ReturnType<typeof createDatabase>>;

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(() => database.drop());

/** The Prisma CLI with our schema engine; gives all it wrote. @throws where it exits with an error */
async function prisma(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [prismaCli, ...args], {
    cwd: packageDirectory,
    env: { ...process.env, DATABASE_URL: database.url },
  });
  return stdout + stderr;
}

const compare = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma"];

test("what we migrate, Prisma takes for its own, and finds no difference to its schema", async () => {
  await migrate(database.url);
  expect(await prisma("migrate", "status")).toMatch(/Database schema is up to date!/);
  expect(await prisma(...compare, "--exit-code")).toMatch(/No difference detected/);
});

test("what Prisma deploys, we find complete", async () => {
  expect(await prisma("migrate", "deploy")).toMatch(/All migrations have been successfully applied/);
  expect(await migrate(database.url)).toEqual([]);
});

test("a missing table is told as a difference, and a missing database by its name", async () => {
  expect(await prisma(...compare, "--script")).toMatch(/CREATE TABLE "model_version"/);
  await database.drop();
  await expect(prisma("migrate", "status")).rejects.toThrow(/P1003|does not exist/);
  expect(await prisma("migrate", "deploy")).toMatch(/successfully applied/);
});
