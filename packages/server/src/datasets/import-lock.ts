import type { Pool, PoolClient } from "pg";
import type { Database } from "../database/open-database.js";
import { failDataset, listImportingDatasetIds } from "../queries/datasets.js";

/**
 * An advisory lock on a data set, held by the connection of its import. It is gone with the process, whatever ends it:
 * an IMPORTING row that nobody holds the lock of was left behind.
 */
const lockKey = "hashtextextended('import ' || $1::text, 0)";

/** An import's own connection, which holds its lock. */
export interface ImportConnection {
  readonly client: PoolClient;
  /** Gives it back for others to use. */
  release(): Promise<void>;
  /** Closes it, which undoes whatever transaction is open; the lock is gone with it. */
  destroy(): void;
}

export async function connectForImport(pool: Pool, datasetId: string): Promise<ImportConnection> {
  const client = await pool.connect();
  // A connection that breaks while it is idle would otherwise end the process; whoever uses it next hears of it.
  const onError = () => {};
  client.on("error", onError);
  const destroy = () => client.release(true);
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`, [datasetId]);
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    client,
    destroy,
    release: async () => {
      try {
        await unlock(client, datasetId);
      } catch {
        destroy();
        return;
      }
      client.off("error", onError);
      client.release();
    },
  };
}

/**
 * Marks as FAILED the imports of processes that are gone; call it when a server starts.
 *
 * @returns the ids of their data sets
 */
export async function failAbandonedImports({ prisma, pool }: Database): Promise<string[]> {
  const abandoned: string[] = [];
  const client = await pool.connect();
  try {
    for (const datasetId of await listImportingDatasetIds(prisma)) {
      const { rows } = await client.query(`select pg_try_advisory_lock(${lockKey}) as got`, [datasetId]);
      if (!rows[0]?.got) continue;
      const error = "The process that imported it was stopped before it had ended. Import it again.";
      await failDataset(prisma, { datasetId, error });
      await unlock(client, datasetId);
      abandoned.push(datasetId);
    }
  } finally {
    client.release();
  }
  return abandoned;
}

async function unlock(client: PoolClient, datasetId: string): Promise<void> {
  await client.query(`select pg_advisory_unlock(${lockKey})`, [datasetId]);
}
