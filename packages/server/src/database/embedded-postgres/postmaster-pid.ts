import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { isAlive, mayBePostgres } from "./process-table.js";

/** What a running Postgres says of itself in its data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The Postgres that runs on the data directory, if one does. A pid file that its Postgres left behind is removed. */
export async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const file = path.join(dataDirectory, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // Lines: pid, data directory, start time, port, socket directory, address, shared memory, status.
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  if (Number.isInteger(pid) && (await isAlive(pid)) && (await mayBePostgres(pid))) {
    return { pid, port };
  }
  await rm(file, { force: true });
  return undefined;
}
