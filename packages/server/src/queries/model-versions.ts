import { z } from "zod";
import type { Queryable } from "../database/open-database.js";
import { NotFoundError } from "../errors/errors.js";
import { aliasName, type ModelVersion } from "../schemas/model.js";
import { task } from "../schemas/run.js";
import { toJsonObject } from "./json.js";

/** What clients see of a version, and where its artifact lies. */
export interface StoredModelVersion extends ModelVersion {
  readonly artifactKey: string;
}

const select = {
  id: true,
  datasetId: true,
  runId: true,
  version: true,
  modelName: true,
  task: true,
  metrics: true,
  protocolHash: true,
  artifactKey: true,
  createdAt: true,
  dataset: { select: { name: true } },
  aliases: { select: { name: true }, orderBy: { name: "asc" } },
} as const;

const metrics = z.record(z.string(), z.number());

interface Row extends Omit<StoredModelVersion, "datasetName" | "task" | "metrics" | "aliases"> {
  readonly task: string;
  readonly metrics: unknown;
  readonly dataset: { readonly name: string };
  readonly aliases: readonly { readonly name: string }[];
}

function toModelVersion({ dataset, aliases, ...row }: Row): StoredModelVersion {
  return {
    ...row,
    datasetName: dataset.name,
    task: task.parse(row.task),
    metrics: metrics.parse(row.metrics),
    aliases: aliases.map(({ name }) => aliasName.parse(name)),
  };
}

export interface NewModelVersion {
  /** Made up where it is left out; given where the artifact is stored under it first. */
  readonly id?: string | undefined;
  readonly projectId: string;
  readonly datasetId: string;
  readonly runId: string;
  readonly modelName: string;
  readonly task: z.infer<typeof task>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly protocolHash: string;
  readonly artifactKey: string;
}

/** Takes the data set's next number: versions made at the same time wait for each other, and get different ones. */
export async function createModelVersion(
  db: Queryable,
  { id, ...version }: NewModelVersion,
): Promise<StoredModelVersion> {
  const { lastVersion } = await db.dataset.update({
    where: { id: version.datasetId, projectId: version.projectId },
    data: { lastVersion: { increment: 1 } },
    select: { lastVersion: true },
  });
  const row = await db.modelVersion.create({
    data: {
      ...version,
      ...(id !== undefined && { id }),
      version: lastVersion,
      metrics: toJsonObject(version.metrics),
    },
    select,
  });
  return toModelVersion(row);
}

/** Newest first. */
export async function listModelVersions(
  db: Queryable,
  { projectId, datasetId }: { projectId: string; datasetId?: string | undefined },
): Promise<StoredModelVersion[]> {
  const rows = await db.modelVersion.findMany({
    where: { projectId, ...(datasetId !== undefined && { datasetId }) },
    select,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toModelVersion);
}

/** @throws NotFoundError */
export async function getModelVersion(
  db: Queryable,
  { projectId, modelVersionId }: { projectId: string; modelVersionId: string },
): Promise<StoredModelVersion> {
  const row = await db.modelVersion.findUnique({ where: { id: modelVersionId, projectId }, select });
  if (row) return toModelVersion(row);
  throw new NotFoundError(
    `There is no model version ${modelVersionId}. List the versions to see which there are.`,
  );
}

/** The version an alias of a data set names now, or null. */
export async function findVersionByAlias(
  db: Queryable,
  params: { projectId: string; datasetId: string; alias: z.infer<typeof aliasName> },
): Promise<StoredModelVersion | null> {
  const { projectId, datasetId, alias } = params;
  const row = await db.modelAlias.findUnique({
    where: { datasetId_name: { datasetId, name: alias }, dataset: { projectId } },
    select: { modelVersion: { select } },
  });
  return row && toModelVersion(row.modelVersion);
}

/** The versions that carry an alias, one a data set at most. */
export async function listVersionsByAlias(
  db: Queryable,
  { projectId, alias }: { projectId: string; alias: z.infer<typeof aliasName> },
): Promise<StoredModelVersion[]> {
  const rows = await db.modelVersion.findMany({
    where: { projectId, aliases: { some: { name: alias } } },
    select,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toModelVersion);
}
