import { NotFoundError } from "../errors/errors.js";
import type { Store } from "../process/open-store.js";
import { listModelVersions, type StoredModelVersion } from "../queries/model-versions.js";
import type { Dataset } from "../schemas/dataset.js";

export interface VersionChoice {
  /** A number; without one the alias decides. */
  readonly version?: number;
  readonly alias: "production" | "canary";
}

/** @throws NotFoundError naming the versions there are */
export async function findVersion(
  { db, projectId }: Store,
  dataset: Dataset,
  { version, alias }: VersionChoice,
): Promise<StoredModelVersion> {
  const versions = await listModelVersions(db.prisma, { projectId, datasetId: dataset.id });
  const found =
    version === undefined
      ? versions.find(({ aliases }) => aliases.includes(alias))
      : versions.find((candidate) => candidate.version === version);
  if (found) return found;
  const wanted = version === undefined ? `version named ${alias}` : `version ${version}`;
  const there = versions.map(
    (known) => `${known.version} (${[known.modelName, ...known.aliases].join(", ")})`,
  );
  throw new NotFoundError(
    there.length > 0
      ? `The data set "${dataset.name}" has no ${wanted}. It has ${there.join(", ")}.`
      : `The data set "${dataset.name}" has no ${wanted}, nor any other. Train one with \`tastemaker train --dataset ${dataset.name}\`.`,
  );
}
