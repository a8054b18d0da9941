import { z } from "zod";
import type { Queryable } from "../database/open-database.js";
import { aliasName } from "../schemas/model.js";
import { getModelVersion, type StoredModelVersion } from "./model-versions.js";

/** The channel on which every promotion is told; its payload is an `AliasChange` as JSON. */
export const modelAliasChannel = "model_alias";

/** Parses the channel's payload. */
export const aliasChange = z.object({ datasetId: z.string(), alias: aliasName, modelVersionId: z.string() });
export type AliasChange = z.infer<typeof aliasChange>;

/**
 * Lets an alias of the version's data set name this version, and tells every replica.
 *
 * @throws NotFoundError for an unknown version
 */
export async function promoteModelVersion(
  db: Queryable,
  params: { projectId: string; modelVersionId: string; alias: z.infer<typeof aliasName> },
): Promise<StoredModelVersion> {
  const { projectId, modelVersionId, alias } = params;
  const { datasetId } = await getModelVersion(db, { projectId, modelVersionId });
  await db.modelAlias.upsert({
    where: { datasetId_name: { datasetId, name: alias } },
    create: { datasetId, name: alias, modelVersionId },
    update: { modelVersionId },
    select: { name: true },
  });
  const change: AliasChange = { datasetId, alias, modelVersionId };
  await db.$executeRaw`select pg_notify(${modelAliasChannel}, ${JSON.stringify(change)})`;
  return getModelVersion(db, { projectId, modelVersionId });
}
