// The database access handed to the engine: adapter-pg, with the parts replaced that serve queries but not migrations.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import { CataloguePool, charColumnsOf } from "./catalogue-pool.mjs";
import { createDatabase, dropDatabase, withDatabase } from "./maintenance.mjs";

export function adapterFactory({ url, shadowDatabaseUrl }) {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(url),
    connectToShadowDb: () => (shadowDatabaseUrl ? connect(shadowDatabaseUrl) : connectToNewDatabase(url)),
  };
}

async function connect(url) {
  const schema = url ? (new URL(url).searchParams.get("schema") ?? undefined) : undefined;
  const pool = new CataloguePool(url);
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect();
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => keepCharColumns(await startTransaction(level));
  // adapter-pg cuts a script at every semicolon, also inside strings and function bodies: send it whole instead.
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return keepCharColumns(adapter);
}

/** A scratch database beside the real one, dropped with its adapter. */
async function connectToNewDatabase(url) {
  const shadowUrl = withDatabase(url, `prisma_migrate_shadow_db_${randomUUID()}`);
  await createDatabase(shadowUrl);
  const adapter = await connect(shadowUrl);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await dropDatabase(shadowUrl);
  };
  return adapter;
}

function keepCharColumns(queryable) {
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isChar = charColumnsOf(result.rows);
    const columnTypes = result.columnTypes.map((type, column) =>
      isChar[column] ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return queryable;
}
