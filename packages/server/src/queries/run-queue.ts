import type { Queryable } from "../database/open-database.js";

/** The queue's task that trains a run; its payload is `{ runId }`. */
export const trainTask = "train";

/**
 * Gives a run to the queue, in the transaction that makes it QUEUED: both happen or neither. The key keeps a run that
 * waits from waiting twice.
 */
export async function enqueueRun(db: Queryable, { runId }: { runId: string }): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.add_job(
      ${trainTask}::text,
      payload => json_build_object('runId', ${runId}::text),
      job_key => 'run:' || ${runId}::text
    )`;
}
