import type { ArtifactStore } from "../../artifacts/artifact-store.js";
import type { Database } from "../../database/open-database.js";
import { removeDataset as removeRows } from "../../queries/datasets.js";

/**
 * Removes a data set with its interactions, runs, model versions and their artifacts.
 *
 * @throws NotFoundError; ConflictError while it is imported or trained on
 */
export async function removeDataset(
  { db, artifacts }: { db: Database; artifacts: ArtifactStore },
  params: { projectId: string; datasetId: string },
): Promise<void> {
  const artifactKeys = await db.prisma.$transaction((tx) => removeRows(tx, params));
  // After the rows, which nothing may refer to a missing artifact from.
  for (const key of artifactKeys) await artifacts.remove(key);
}
