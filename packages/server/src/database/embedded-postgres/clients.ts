import { chown, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Cluster } from "./cluster.js";
import { isAlive } from "./process-table.js";

let registrations = 0;

/**
 * Which processes use the cluster, so that the last one stops it: a command-line import beside a running server must
 * not. Call all of these under the start lock.
 */
export async function register(cluster: Cluster): Promise<string> {
  const name = `${process.pid}-${++registrations}`;
  await mkdir(cluster.clientsDirectory, { recursive: true });
  // Root may start what belongs to another user, who must be able to clean up later.
  if (cluster.account) await chown(cluster.clientsDirectory, cluster.account.uid, cluster.account.gid);
  await writeFile(path.join(cluster.clientsDirectory, name), "");
  return name;
}

/** Forgets one; true where no living process uses the cluster any more. */
export async function unregister(cluster: Cluster, name: string): Promise<boolean> {
  await rm(path.join(cluster.clientsDirectory, name), { force: true });
  for (const other of await readdir(cluster.clientsDirectory)) {
    if (await isAlive(Number.parseInt(other, 10))) return false;
    await rm(path.join(cluster.clientsDirectory, other), { force: true });
  }
  return true;
}

/** Forgets all: nobody can use a Postgres that has only just been started. */
export async function unregisterAll(cluster: Cluster): Promise<void> {
  await rm(cluster.clientsDirectory, { recursive: true, force: true });
}
