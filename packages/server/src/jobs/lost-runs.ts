import type { Logger } from "pino";
import type { Database } from "../database/open-database.js";
import { appendRunEvents } from "../queries/run-events.js";
import { failStaleRuns } from "../queries/runs.js";

const silentSeconds = 30;
const lookEveryMs = 10_000;

const workerLost = {
  code: "WORKER_LOST",
  message: `The worker of this run has not been heard of for ${silentSeconds} seconds: it was killed, it ran out of memory, or its machine is away. Retry the run, with a smaller model if it happens again.`,
};

/**
 * Fails the runs whose worker died. They are not queued again by themselves: what has killed one worker, too little
 * memory above all, would kill the next.
 *
 * @returns the ids of those failed now
 */
export async function failLostRuns(db: Database): Promise<string[]> {
  return db.prisma.$transaction(async (tx) => {
    const runIds = await failStaleRuns(tx, { silentSeconds, ...workerLost });
    for (const runId of runIds) {
      await appendRunEvents(tx, { runId, payloads: [{ type: "failed", ...workerLost }] });
    }
    return runIds;
  });
}

/**
 * Looks for lost runs every 10 s. Every process does: the last worker may be the one that died.
 *
 * @returns stops it
 */
export function watchLostRuns({ db, log }: { db: Database; log: Logger }): () => void {
  const look = async () => {
    try {
      for (const runId of await failLostRuns(db)) log.warn({ runId }, "failed a run whose worker is lost");
    } catch (error) {
      log.warn({ err: error }, "could not look for lost runs");
    }
  };
  void look();
  const timer = setInterval(() => void look(), lookEveryMs);
  return () => clearInterval(timer);
}
