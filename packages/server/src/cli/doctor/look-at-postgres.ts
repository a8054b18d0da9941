import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../database/embedded-postgres/start-embedded-postgres.js";
import { unreachable } from "../../database/open-database.js";
import type { Environment } from "../../env.js";
import { postgresDirectory } from "../../process/open-store.js";
import type { Finding } from "./finding.js";

/** Asks the Postgres that a start would use. One that is not there yet is tried in a folder that goes away again. */
export async function lookAtPostgres(environment: Environment): Promise<Finding[]> {
  try {
    return environment.databaseUrl === undefined
      ? [await tryEmbedded(postgresDirectory(environment))]
      : [
          {
            subject: "postgres",
            state: "ok",
            text: `DATABASE_URL answers: ${await versionAt(environment.databaseUrl)}`,
          },
        ];
  } catch (error) {
    return [
      { subject: "postgres", state: "missing", text: error instanceof Error ? error.message : String(error) },
    ];
  }
}

/** Where root starts Postgres it runs as another user, who has to get in; its data folder stays closed to all others. */
async function makeTemporaryFolder(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "tastemaker-doctor-"));
  await chmod(directory, 0o755);
  return directory;
}

async function tryEmbedded(home: string): Promise<Finding> {
  const isThere = existsSync(home);
  const directory = isThere ? home : await makeTemporaryFolder();
  try {
    const postgres = await startEmbeddedPostgres({ directory });
    try {
      const version = await versionAt(postgres.url);
      const where = isThere
        ? `its data is in ${postgres.directory}`
        : "a first start will make its data folder";
      const state = postgres.reused ? "runs" : "starts";
      return { subject: "postgres", state: "ok", text: `the embedded one ${state}: ${version}; ${where}` };
    } finally {
      await postgres.stop();
    }
  } finally {
    if (!isThere) await rm(directory, { recursive: true, force: true });
  }
}

async function versionAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the query reports it
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return `PostgreSQL ${rows[0]?.version ?? "of an unknown version"}`;
  } catch (error) {
    throw unreachable(url, error);
  } finally {
    await client.end().catch(() => {});
  }
}
