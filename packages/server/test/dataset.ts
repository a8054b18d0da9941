import type { Database } from "../src/database/open-database.js";
import { generateDataset } from "../src/datasets/generate-dataset.js";
import { ensureProject } from "../src/queries/projects.js";
import type { Dataset } from "../src/schemas/dataset.js";

export interface ReadyDataset extends Dataset {
  readonly projectId: string;
}

/** A small generated data set, ready, in a project of its own unless one is given. */
export async function createReadyDataset(
  db: Database,
  { name = "films", projectId }: { name?: string; projectId?: string } = {},
): Promise<ReadyDataset> {
  const owner = projectId ?? (await ensureProject(db.prisma, { slug: crypto.randomUUID(), name: "test" })).id;
  const { finished } = await generateDataset(db, {
    projectId: owner,
    name,
    flavour: "catalogue",
    numUsers: 60,
    numItems: 30,
    interactionsPerUser: 10,
    seed: 1,
  });
  return { ...(await finished), projectId: owner };
}
