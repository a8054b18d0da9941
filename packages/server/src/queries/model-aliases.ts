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
  // Not Prisma's upsert, which reads before it writes: of two first promotions at once, one would fail.
  await db.$executeRaw`
    insert into model_alias (dataset_id, name, model_version_id, updated_at)
    values (${datasetId}::uuid, ${alias}, ${modelVersionId}::uuid, now())
    on conflict (dataset_id, name) do update set model_version_id = excluded.model_version_id, updated_at = now()`;
  const change: AliasChange = { datasetId, alias, modelVersionId };
  await db.$executeRaw`select pg_notify(${modelAliasChannel}, ${JSON.stringify(change)})`;
  return getModelVersion(db, { projectId, modelVersionId });
}
