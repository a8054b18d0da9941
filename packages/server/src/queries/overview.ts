import type { z } from "zod";
import type { Queryable } from "../database/open-database.js";
import type { overview } from "../schemas/overview.js";
import { listDatasets } from "./datasets.js";
import { listVersionsByAlias } from "./model-versions.js";
import { listRuns } from "./runs.js";

export type Overview = z.infer<typeof overview>;

/** What the project holds, with its latest runs and the versions in production. */
export async function getOverview(
  db: Queryable,
  { projectId, numRecentRuns }: { projectId: string; numRecentRuns: number },
): Promise<Overview> {
  const datasets = await listDatasets(db, { projectId });
  const [numRuns, numModelVersions, recentRuns, production] = await Promise.all([
    db.run.count({ where: { projectId } }),
    db.modelVersion.count({ where: { projectId } }),
    listRuns(db, { projectId, limit: numRecentRuns }),
    listVersionsByAlias(db, { projectId, alias: "production" }),
  ]);
  return {
    numDatasets: datasets.length,
    numInteractions: datasets.reduce((sum, dataset) => sum + dataset.numInteractions, 0),
    numRuns,
    numModelVersions,
    datasets,
    recentRuns,
    production,
  };
}
