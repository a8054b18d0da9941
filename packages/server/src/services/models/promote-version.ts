import type { z } from "zod";
import type { Database } from "../../database/open-database.js";
import { promoteModelVersion } from "../../queries/model-aliases.js";
import type { StoredModelVersion } from "../../queries/model-versions.js";
import type { promote } from "../../schemas/model.js";
import type { Recommender } from "../../serving/recommender.js";

/**
 * Lets an alias name this version: here at once, at other replicas as soon as Postgres has told them.
 *
 * @throws NotFoundError
 */
export async function promoteVersion(
  { db, recommender }: { db: Database; recommender: Recommender },
  params: z.infer<typeof promote> & { projectId: string },
): Promise<StoredModelVersion> {
  const version = await db.prisma.$transaction((tx) => promoteModelVersion(tx, params));
  recommender.forgetAlias({ datasetId: version.datasetId, alias: params.alias });
  return version;
}
