import type { Pool, PoolClient } from "pg";
import type { Database } from "../database/open-database.js";
import { failDataset, listImportingDatasetIds } from "../queries/datasets.js";

/**
 * An advisory lock on a data set, held by a connection while its import goes on. It is gone with the process, whatever
 * ends it: an IMPORTING row that nobody holds the lock of was left behind.
 */
const lockKey = "hashtextextended('import ' || $1::text, 0)";

/** Gives the function that releases it. */
export async function holdImportLock(pool: Pool, datasetId: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  // A connection that breaks while it waits would otherwise end the process; the import's end then fails by itself.
  const onError = () => {};
  client.on("error", onError);
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`, [datasetId]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return async () => {
    const isReleased = await release(client, datasetId);
    client.off("error", onError);
    client.release(!isReleased);
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
      await release(client, datasetId);
      abandoned.push(datasetId);
    }
  } finally {
    client.release();
  }
  return abandoned;
}

async function release(client: PoolClient, datasetId: string): Promise<boolean> {
  return client.query(`select pg_advisory_unlock(${lockKey})`, [datasetId]).then(
    () => true,
    () => false,
  );
}
