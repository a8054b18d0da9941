import { randomUUID } from "node:crypto";
import type { Database } from "../src/database/open-database.js";
import { ensureProject } from "../src/queries/projects.js";
import { createRun, type NewRun } from "../src/queries/runs.js";
import type { Run } from "../src/schemas/run.js";

/** A new project's id. */
export async function createProject(db: Database): Promise<string> {
  const { id } = await ensureProject(db.prisma, { slug: randomUUID(), name: "test" });
  return id;
}

/** A new project with one small data set, ready, and nothing in it. */
export async function createProjectWithDataset(
  db: Database,
): Promise<{ projectId: string; datasetId: string }> {
  const projectId = await createProject(db);
  const { id: datasetId } = await db.prisma.dataset.create({
    data: { projectId, name: "small", format: "csv", status: "READY", readyAt: new Date() },
  });
  return { projectId, datasetId };
}

export async function createTestRun(
  db: Database,
  ids: { projectId: string; datasetId: string },
  changes: Partial<NewRun> = {},
): Promise<Run> {
  return createRun(db.prisma, {
    ...ids,
    modelName: "popularity",
    task: "ranking",
    config: { epochs: 3 },
    split: { kind: "leave-last-out" },
    cutoffs: [10],
    seed: 1,
    ...changes,
  });
}
