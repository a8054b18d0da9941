// Creating and dropping databases, which has to be done from another one: the server's own `postgres`.
import pg from "pg";

/** The same server and credentials, another database. */
export function withDatabase(url, database) {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

export async function canConnect(url) {
  await query(url, "select 1");
}

/** Gives the name of the database made. */
export async function createDatabase(url) {
  const name = databaseOf(url);
  await query(withDatabase(url, "postgres"), `create database ${pg.escapeIdentifier(name)}`);
  return name;
}

export async function dropDatabase(url) {
  const name = pg.escapeIdentifier(databaseOf(url));
  await query(withDatabase(url, "postgres"), `drop database if exists ${name} with (force)`);
}

function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
