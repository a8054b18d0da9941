import type { Database } from "../../database/open-database.js";
import { ConflictError } from "../../errors/errors.js";
import { getRun } from "../../queries/runs.js";
import type { Run } from "../../schemas/run.js";
import { startRun } from "./start-run.js";

/**
 * Queues a new run that asks for the same as one that has ended.
 *
 * @throws NotFoundError; ConflictError for a run that has not ended, or a data set that is not ready
 */
export async function retryRun(
  { db }: { db: Database },
  { projectId, runId }: { projectId: string; runId: string },
): Promise<Run> {
  const run = await getRun(db.prisma, { projectId, runId });
  if (run.finishedAt === null) {
    throw new ConflictError(
      `The run ${runId} is ${run.status}. Wait for its end, or cancel it, to retry it.`,
    );
  }
  const { datasetId, modelName, task, config, split, cutoffs, seed } = run;
  return startRun({ db }, { projectId, datasetId, modelName, task, config, split, cutoffs, seed });
}
