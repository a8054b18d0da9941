import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { DatabaseUnreachableError } from "../errors/errors.js";
import { type Prisma, PrismaClient } from "./generated/client.js";

/** One process' access to the store. */
export interface Database {
  /** What queries take; `prisma.$transaction(async (tx) => …)` gives them one transaction. */
  readonly prisma: PrismaClient;
  /** The same connections, for what Prisma cannot do: COPY. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** The first argument of every query: the client, or a transaction of it. */
export type Queryable = Prisma.TransactionClient;

export interface DatabaseOptions {
  /** Most connections at once. */
  readonly maxConnections?: number;
}

/**
 * Connects to a migrated database.
 *
 * @throws DatabaseUnreachableError that names host, port and database, never the password
 */
export async function openDatabase(
  url: string,
  { maxConnections = 10 }: DatabaseOptions = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    application_name: "tastemaker",
  });
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on("error", () => {});
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    throw unreachable(url, error);
  }
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Removing a large data set takes longer than the five seconds that Prisma gives a transaction.
    transactionOptions: { maxWait: 10_000, timeout: 120_000 },
  });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/** The error for a connection that failed: who did not answer, why, and what to do. */
export function unreachable(url: string, cause: unknown): DatabaseUnreachableError {
  const { hostname, port, pathname } = new URL(url);
  const server = `${hostname || "localhost"}:${port || 5432}`;
  const database = decodeURIComponent(pathname.slice(1));
  const code = codeOf(cause);
  const remedy = "or unset DATABASE_URL to use the Postgres that comes with the server";
  const options = { cause };
  if (code === "3D000") {
    return new DatabaseUnreachableError(
      `The Postgres at ${server} has no database "${database}". Create it (createdb ${database}), ${remedy}.`,
      options,
    );
  }
  if (code === "28P01" || code === "28000") {
    return new DatabaseUnreachableError(
      `The Postgres at ${server} refuses the user or password of DATABASE_URL. Correct them, ${remedy}.`,
      options,
    );
  }
  return new DatabaseUnreachableError(
    `No Postgres answers at ${server} for the database "${database}" (${code}). Check that it runs and that DATABASE_URL names the right host and port, ${remedy}.`,
    options,
  );
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (error instanceof Error) return "code" in error && error.code ? String(error.code) : error.message;
  return String(error);
}
