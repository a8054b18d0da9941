import type { Logger } from "pino";
import type { Database } from "../database/open-database.js";
import { heartbeat } from "../queries/runs.js";

export interface HeartbeatOptions {
  readonly db: Database;
  readonly runId: string;
  readonly workerId: string;
  readonly log: Logger;
  readonly onCancel: () => void;
  /** The run is not this worker's any more: it was silent for so long that it was given up. */
  readonly onLost: () => void;
}

/** Well below `silentSeconds`, after which a worker counts as lost. */
const beatEveryMs = 2_000;

/**
 * Tells every 2 s that the worker lives, and hears in the answer whether to go on.
 *
 * @returns stops it
 */
export function startHeartbeat({ db, runId, workerId, log, onCancel, onLost }: HeartbeatOptions): () => void {
  let isBeating = false;
  const beat = async () => {
    // A database that is slow to answer must not be asked ever more often.
    if (isBeating) return;
    isBeating = true;
    try {
      const answer = await heartbeat(db.prisma, { runId, workerId });
      if (!answer) onLost();
      else if (answer.cancelRequested) onCancel();
    } catch (error) {
      log.warn({ err: error }, "heartbeat failed");
    } finally {
      isBeating = false;
    }
  };
  const timer = setInterval(() => void beat(), beatEveryMs);
  return () => clearInterval(timer);
}
