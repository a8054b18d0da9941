import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { migrate } from "../src/database/migrate.js";
import { type Database, openDatabase } from "../src/database/open-database.js";

/** A migrated database of the test file's own, in the run's Postgres. */
export interface TestDatabase extends Database {
  readonly url: string;
}

/**
 * Call it at the top of a test file; the function it gives answers inside tests and hooks.
 *
 * ```
 * const database = useDatabase();
 * test("…", async () => { await database().prisma.project.count(); });
 * ```
 */
export function useDatabase(): () => TestDatabase {
  let database: TestDatabase | undefined;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const empty = await createDatabase();
    await migrate(empty.url);
    database = { ...(await openDatabase(empty.url)), url: empty.url };
    drop = empty.drop;
  });

  afterAll(async () => {
    await database?.close();
    await drop?.();
  });

  return () => {
    if (!database) throw new Error("useDatabase() is ready in tests and hooks only.");
    return database;
  };
}

/** An empty database in the run's Postgres, not migrated. */
export async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => query(server, `drop database ${name} with (force)`),
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
