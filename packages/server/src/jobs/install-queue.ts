import { Logger, runMigrations } from "graphile-worker";
import type { Pool } from "pg";

const installLock = 72_707_370;

/** Brings the queue's own schema, `graphile_worker`, up to date. Safe to call from several processes at once. */
export async function installQueue(pool: Pool): Promise<void> {
  const lock = await pool.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [installLock]);
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
    await lock.query("select pg_advisory_unlock($1)", [installLock]);
    lock.release();
  } catch (error) {
    // Closing the connection gives the lock back, whatever state it is in.
    lock.release(true);
    throw error;
  }
}
