import { createHash, randomUUID } from "node:crypto";
import { access, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { MigrationError } from "../errors/errors.js";
import { unreachable } from "./open-database.js";

/** The advisory lock that Prisma's own engine takes, so that neither migrates under the other. */
const migrationLock = 72_707_369;

const ownMigrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
}

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly rolled_back_at: Date | null;
  readonly logs: string | null;
}

/**
 * Brings a database to this version's schema: applies the migrations of `prisma/migrations` that it lacks, each in a
 * transaction, and records them where the Prisma CLI looks. Safe to call from several processes at once.
 *
 * @returns the names applied now
 * @throws DatabaseUnreachableError; MigrationError for one that fails or failed earlier, that was changed after it was
 *   applied, or that this version does not know
 */
export async function migrate(url: string, directory: string = ownMigrations): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // a connection that breaks fails the query too
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(url, error);
  }
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(createMigrationsTable);
    const { rows } = await client.query<AppliedMigration>(
      "select migration_name, checksum, finished_at, rolled_back_at, logs from _prisma_migrations",
    );
    const history = rows.filter((row) => row.rolled_back_at === null);
    check(history, migrations);
    const known = new Set(history.map((row) => row.migration_name));
    const missing = migrations.filter(({ name }) => !known.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrations: Migration[] = [];
  for (const name of names.sort()) {
    const file = path.join(directory, name, "migration.sql");
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) migrations.push({ name, sql: await readFile(file, "utf8") });
  }
  return migrations;
}

function check(history: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of history) {
    const name = row.migration_name;
    if (row.finished_at === null) {
      throw new MigrationError(
        `The migration ${name} failed earlier: ${row.logs ?? "its process was stopped"}. Mend the cause, then run \`prisma migrate resolve --rolled-back ${name}\` in packages/server and start again.`,
      );
    }
    const migration = byName.get(name);
    if (!migration) {
      throw new MigrationError(
        `The database has the migration ${name}, which this version does not know: a newer version has used it. Start that version, or use another database.`,
      );
    }
    if (!checksums(migration.sql).includes(row.checksum)) {
      throw new MigrationError(
        `The migration ${name} was changed after it had been applied. Restore its migration.sql, and put the change into a new migration.`,
      );
    }
  }
}

/** One simple query is one transaction: a migration is applied whole or not at all. */
async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)", [
    id,
    checksums(sql)[0],
    name,
  ]);
  try {
    await client.query(sql);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    await client.query("update _prisma_migrations set logs = $2 where id = $1", [id, reason]);
    throw new MigrationError(
      `The migration ${name} failed and was undone: ${reason}. Mend the cause, then run \`prisma migrate resolve --rolled-back ${name}\` in packages/server and start again.`,
      { cause },
    );
  }
  await client.query(
    "update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1",
    [id],
  );
}

/** SHA-256 of the script, as it lies here and as it would with line ends of another system. */
function checksums(sql: string): string[] {
  const unix = sql.replaceAll("\r\n", "\n");
  return [sql, unix, unix.replaceAll("\n", "\r\n")].map((text) =>
    createHash("sha256").update(text).digest("hex"),
  );
}

/** As Prisma makes it. */
const createMigrationsTable = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;
