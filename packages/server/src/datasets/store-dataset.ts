import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { ConflictError } from "../errors/errors.js";
import { interactionTable } from "../queries/interaction-table.js";
import { interactionRows, itemRows, rejectedRows, userRows } from "./copy-rows.js";
import type { DatasetContent } from "./dataset-content.js";
import { storageFailure } from "./storage-failure.js";

export interface StoreOptions {
  readonly datasetId: string;
  readonly content: DatasetContent;
  readonly signal: AbortSignal;
}

/**
 * Stores a data set in one transaction: all of it is there and READY afterwards, or nothing. After an error the
 * connection is of no further use, and closing it is what undoes the transaction.
 *
 * Interactions go into a table of their own, by COPY, which is indexed when it is full and then attached as the data
 * set's partition: no other data set's index grows, and readers of the others wait for nothing.
 *
 * @throws ConflictError where the IMPORTING row is gone or has ended; ImportError where the database is full or goes away;
 *   AbortError
 */
export async function storeDataset(client: PoolClient, options: StoreOptions): Promise<void> {
  const { datasetId, content, signal } = options;
  try {
    await client.query("begin");
    await copyAll(client, options);
    await attachPartition(client, datasetId);
    await markReady(client, datasetId, content);
    signal.throwIfAborted();
    await client.query("commit");
  } catch (error) {
    throw storageFailure(error);
  }
  // The partition has its statistics; these serve the joins with users and items. Else autovacuum makes them, later.
  await client.query("analyze dataset_user, dataset_item").catch(() => {});
}

async function copyAll(client: PoolClient, { datasetId, content, signal }: StoreOptions): Promise<void> {
  const table = interactionTable(datasetId);
  const copy = (target: string, rows: Iterable<Buffer>) =>
    pipeline(Readable.from(rows), client.query(copyFrom(`copy ${target} from stdin (format binary)`)), {
      signal,
    });
  await copy("dataset_user (dataset_id, index, external_id, attributes)", userRows(datasetId, content));
  await copy(
    "dataset_item (dataset_id, index, external_id, title, attributes)",
    itemRows(datasetId, content),
  );
  await copy(
    "rejected_row (dataset_id, position, line, reason, text)",
    rejectedRows(datasetId, content.rejected),
  );
  await client.query(`create table ${table} (like interaction including defaults including constraints)`);
  await copy(
    `${table} (dataset_id, position, user_index, item_index, value, timestamp)`,
    interactionRows(datasetId, content),
  );
}

async function attachPartition(client: PoolClient, datasetId: string): Promise<void> {
  const table = interactionTable(datasetId);
  await client.query(`
    alter table ${table} add primary key (dataset_id, position);
    create index on ${table} (user_index);
    analyze ${table};
    alter table interaction attach partition ${table} for values in ('${datasetId}')`);
}

async function markReady(client: PoolClient, datasetId: string, content: DatasetContent): Promise<void> {
  const { interactions } = content;
  let [minValue, maxValue] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of interactions.value) {
    if (value < minValue) minValue = value;
    if (value > maxValue) maxValue = value;
  }
  const { rowCount } = await client.query(
    `update dataset set
      status = 'READY', ready_at = clock_timestamp(), num_users = $2, num_items = $3, num_interactions = $4,
      num_rows_read = $5, num_rows_rejected = $6, bytes_read = $7, min_value = $8, max_value = $9, has_timestamps = $10
    where id = $1 and status = 'IMPORTING'`,
    [
      datasetId,
      interactions.numUsers,
      interactions.numItems,
      interactions.length,
      content.numRowsRead,
      content.numRowsRejected,
      content.bytesRead,
      minValue,
      maxValue,
      interactions.timestamp !== undefined,
    ],
  );
  if (rowCount !== 1)
    throw new ConflictError(`The import of data set ${datasetId} was ended from elsewhere. Import it again.`);
}
