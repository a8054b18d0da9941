import type { Database } from "../../database/open-database.js";
import { appendRunEvents } from "../../queries/run-events.js";
import { getRun, requestCancel } from "../../queries/runs.js";
import type { Run } from "../../schemas/run.js";

/**
 * Cancels a run that waits, or asks the worker of one that runs to stop, which it does within a second or so.
 *
 * @throws NotFoundError; ConflictError for a run that has ended
 */
export async function cancelRun(
  { db }: { db: Database },
  params: { projectId: string; runId: string },
): Promise<Run> {
  return db.prisma.$transaction(async (tx) => {
    const status = await requestCancel(tx, params);
    if (status === "CANCELLED") {
      await appendRunEvents(tx, { runId: params.runId, payloads: [{ type: "cancelled" }] });
    }
    return getRun(tx, params);
  });
}
