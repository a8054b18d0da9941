import { modelDefinition, parseConfig } from "@tastemaker/core";
import type { z } from "zod";
import type { Database } from "../../database/open-database.js";
import { ConflictError } from "../../errors/errors.js";
import { getDataset } from "../../queries/datasets.js";
import { appendRunEvents } from "../../queries/run-events.js";
import { enqueueRun } from "../../queries/run-queue.js";
import { createRun } from "../../queries/runs.js";
import type { Run, startRun as startRunSchema } from "../../schemas/run.js";

/**
 * Queues a training. Its config is completed and checked now, so that the row says all that decides the result.
 *
 * @throws NotFoundError for the data set; ConflictError where it is not ready; UnknownModelError; InvalidConfigError
 */
export async function startRun(
  { db }: { db: Database },
  { projectId, ...wanted }: z.infer<typeof startRunSchema> & { projectId: string },
): Promise<Run> {
  const { datasetId, modelName, task, split, seed } = wanted;
  const config = parseConfig(modelDefinition(modelName), task, wanted.config, { features: null });
  const cutoffs = [...new Set(wanted.cutoffs)].sort((a, b) => a - b);
  return db.prisma.$transaction(async (tx) => {
    const dataset = await getDataset(tx, { projectId, datasetId });
    if (dataset.status !== "READY") {
      throw new ConflictError(
        `The data set "${dataset.name}" is ${dataset.status}. Train on it when its import has ended well.`,
      );
    }
    const run = await createRun(tx, { projectId, datasetId, modelName, task, config, split, cutoffs, seed });
    await appendRunEvents(tx, { runId: run.id, payloads: [{ type: "queued" }] });
    await enqueueRun(tx, { runId: run.id });
    return run;
  });
}
