import path from "node:path";
import { startEmbeddedPostgres } from "../database/embedded-postgres/start-embedded-postgres.js";
import { migrate } from "../database/migrate.js";
import { type Database, openDatabase } from "../database/open-database.js";
import type { Environment } from "../env.js";
import { installQueue } from "../jobs/install-queue.js";
import { type Admin, ensureAdmin } from "../services/auth/ensure-admin.js";

/** The migrated store, with its default project. */
export interface Store extends Admin {
  readonly db: Database;
  readonly databaseUrl: string;
  /** Also stops the embedded Postgres, unless another process uses it. */
  close(): Promise<void>;
}

/** Where the embedded Postgres keeps its data. */
export function postgresDirectory({ home }: Environment): string {
  return path.join(home, "postgres");
}

/**
 * Opens the database that DATABASE_URL names, or the embedded one, and brings it up to date.
 *
 * @param onNotice told, in sentences, what takes time
 * @throws DatabaseUnreachableError, EmbeddedPostgresError, MigrationError
 */
export async function openStore(
  environment: Environment,
  onNotice: (message: string) => void = () => {},
): Promise<Store> {
  const embedded =
    environment.databaseUrl === undefined
      ? await startEmbeddedPostgres({ directory: postgresDirectory(environment), onNotice })
      : undefined;
  const closing: (() => Promise<void>)[] = embedded ? [embedded.stop] : [];
  const close = async () => {
    for (const step of closing.reverse()) await step();
  };
  try {
    const databaseUrl = embedded?.url ?? environment.databaseUrl ?? "";
    await migrate(databaseUrl);
    const db = await openDatabase(databaseUrl);
    closing.push(db.close);
    await installQueue(db.pool);
    const { adminEmail: email, adminPassword: password, home } = environment;
    const admin = await ensureAdmin(db, { email, password, home });
    return { ...admin, db, databaseUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
