import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError } from "../../errors/errors.js";
import { isAlive } from "./process-table.js";

/** Longer than any holder works: an older lock was left behind, whatever its process id is used for by now. */
const staleAfterMs = 120_000;

const heldHere = new Set<string>();

/** Runs `work` while no other process, nor another caller in this one, holds the lock file. */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + staleAfterMs;
  while (!(await tryLock(file))) {
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        `Another process has been starting Postgres for ${staleAfterMs / 1000} s. If none does, remove ${file}.`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    heldHere.delete(file);
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<boolean> {
  if (heldHere.has(file)) return false;
  heldHere.add(file);
  try {
    const handle = await open(file, "wx", 0o644);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    heldHere.delete(file);
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (await isStale(file)) await removeStale(file);
    return false;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > staleAfterMs) return true;
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    // Its holder has not written its id yet, or is a namesake of ours from before a restart.
    if (Number.isNaN(pid)) return false;
    return pid === process.pid || !(await isAlive(pid));
  } catch {
    return false; // gone meanwhile
  }
}

/** Of several processes that found the lock stale, one moves it away; the others find it gone. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.stale-${process.pid}`;
  try {
    await rename(file, aside);
    await rm(aside, { force: true });
  } catch {
    // another one was first
  }
}
