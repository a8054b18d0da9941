import { Logger as QueueLogger, type Runner, run } from "graphile-worker";
import type { Logger } from "pino";
import { z } from "zod";
import type { Database } from "../database/open-database.js";
import { enqueueRun, trainTask } from "../queries/run-queue.js";
import { listQueuedRunIds } from "../queries/runs.js";

const payloadSchema = z.object({ runId: z.uuid() });

export interface RunQueueOptions {
  readonly db: Database;
  readonly log: Logger;
  /** Runs trained at the same time in this process. */
  readonly concurrency: number;
  readonly execute: (runId: string) => Promise<void>;
}

/** Takes ids of runs from the queue, a Postgres table, as they come, and executes them. */
export async function startRunQueue({ db, log, concurrency, execute }: RunQueueOptions): Promise<Runner> {
  // A worker that was killed between taking a job and claiming its run has left the run queued without one.
  for (const runId of await listQueuedRunIds(db.prisma)) await enqueueRun(db.prisma, { runId });
  return run({
    pgPool: db.pool,
    concurrency,
    noHandleSignals: true,
    logger: queueLogger(log),
    taskList: {
      [trainTask]: (payload) => execute(payloadSchema.parse(payload).runId),
    },
  });
}

function queueLogger(log: Logger): QueueLogger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;
  return new QueueLogger(() => (level, message) => log[levels[level]](message));
}
