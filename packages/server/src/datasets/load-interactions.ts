import { Interactions, Vocabulary } from "@tastemaker/core";
import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { BinaryCopyReader, type RowFields } from "../database/copy/binary-copy-reader.js";
import { NotFoundError } from "../errors/errors.js";
import { interactionTable } from "../queries/interaction-table.js";

/**
 * A READY data set's interactions in the order of their source, with its vocabularies. Memory beside the result is a
 * few network chunks: rows go from COPY straight into the columns.
 *
 * @throws NotFoundError for a data set that is unknown or not ready; the reason of `signal` when it aborts
 */
export async function loadInteractions(
  pool: Pool,
  { datasetId, signal }: { datasetId: string; signal?: AbortSignal },
): Promise<Interactions> {
  const client = await pool.connect();
  let isClean = false;
  try {
    // One snapshot: a removal in between is seen by all of it or by none.
    await client.query("begin isolation level repeatable read read only");
    const size = await readSize(client, datasetId);
    const users = await readVocabulary(client, { table: "dataset_user", datasetId, signal });
    const items = await readVocabulary(client, { table: "dataset_item", datasetId, signal });
    const columns = await readColumns(client, { datasetId, size, signal });
    await client.query("commit");
    isClean = true;
    return new Interactions(users, items, columns);
  } finally {
    client.release(!isClean);
  }
}

interface Size {
  readonly numInteractions: number;
  readonly hasTimestamps: boolean;
}

async function readSize(client: PoolClient, datasetId: string): Promise<Size> {
  const { rows } = await client.query<Size>(
    `select num_interactions as "numInteractions", has_timestamps as "hasTimestamps"
    from dataset where id = $1 and status = 'READY'`,
    [datasetId],
  );
  if (rows[0]) return rows[0];
  throw new NotFoundError(`The data set ${datasetId} does not exist, or its import has not ended well.`);
}

async function readVocabulary(
  client: PoolClient,
  params: {
    table: "dataset_user" | "dataset_item";
    datasetId: string;
    signal: AbortSignal | undefined;
  },
): Promise<Vocabulary> {
  const { table, datasetId, signal } = params;
  const ids: string[] = [];
  // The id has the form of a UUID, or the data set would not have been found.
  const sql = `select external_id from ${table} where dataset_id = '${datasetId}' order by index`;
  await copyOut(client, { sql, signal, onRow: (fields) => ids.push(fields.text()) });
  return Vocabulary.of(ids);
}

async function readColumns(
  client: PoolClient,
  { datasetId, size, signal }: { datasetId: string; size: Size; signal: AbortSignal | undefined },
): Promise<{
  userIndex: Int32Array;
  itemIndex: Int32Array;
  value: Float32Array;
  timestamp?: Float64Array;
}> {
  const { numInteractions, hasTimestamps } = size;
  const userIndex = new Int32Array(numInteractions);
  const itemIndex = new Int32Array(numInteractions);
  const value = new Float32Array(numInteractions);
  const timestamp = hasTimestamps ? new Float64Array(numInteractions) : undefined;
  const time = hasTimestamps ? ", timestamp" : "";
  // Positions are 0 … n − 1, so rows may come in any order: no sort, and the partition itself, so that no lock is held
  // that the removal of another data set would wait for.
  const sql = `select position, user_index, item_index, value${time} from ${interactionTable(datasetId)}`;
  const onRow = (fields: RowFields) => {
    const position = fields.integer();
    userIndex[position] = fields.integer();
    itemIndex[position] = fields.integer();
    value[position] = fields.float();
    if (timestamp) timestamp[position] = fields.double();
  };
  await copyOut(client, { sql, signal, onRow });
  return { userIndex, itemIndex, value, ...(timestamp && { timestamp }) };
}

async function copyOut(
  client: PoolClient,
  params: { sql: string; signal: AbortSignal | undefined; onRow: (fields: RowFields) => void },
): Promise<void> {
  const reader = new BinaryCopyReader();
  for await (const chunk of client.query(copyTo(`copy (${params.sql}) to stdout (format binary)`))) {
    params.signal?.throwIfAborted();
    reader.push(chunk, params.onRow);
  }
}
