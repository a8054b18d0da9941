import type { Queryable } from "../database/open-database.js";
import { ConflictError, NotFoundError } from "../errors/errors.js";
import type { Dataset } from "../schemas/dataset.js";
import { interactionTable } from "./interaction-table.js";
import { isUniqueViolation } from "./unique-violation.js";

const select = {
  id: true,
  name: true,
  status: true,
  format: true,
  numUsers: true,
  numItems: true,
  numInteractions: true,
  numRowsRead: true,
  numRowsRejected: true,
  bytesRead: true,
  bytesTotal: true,
  minValue: true,
  maxValue: true,
  hasTimestamps: true,
  error: true,
  createdAt: true,
  readyAt: true,
} as const;

interface Row extends Omit<Dataset, "bytesRead" | "bytesTotal"> {
  readonly bytesRead: bigint;
  readonly bytesTotal: bigint | null;
}

function toDataset(row: Row): Dataset {
  const bytesTotal = row.bytesTotal === null ? null : Number(row.bytesTotal);
  return { ...row, bytesRead: Number(row.bytesRead), bytesTotal };
}

/** Newest first. */
export async function listDatasets(db: Queryable, { projectId }: { projectId: string }): Promise<Dataset[]> {
  const rows = await db.dataset.findMany({
    where: { projectId },
    select,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toDataset);
}

/** @throws NotFoundError */
export async function getDataset(
  db: Queryable,
  { projectId, datasetId }: { projectId: string; datasetId: string },
): Promise<Dataset> {
  const row = await db.dataset.findUnique({ where: { id: datasetId, projectId }, select });
  if (!row) throw unknownDataset(datasetId);
  return toDataset(row);
}

export async function findDatasetByName(
  db: Queryable,
  { projectId, name }: { projectId: string; name: string },
): Promise<Dataset | null> {
  const row = await db.dataset.findUnique({ where: { projectId_name: { projectId, name } }, select });
  return row && toDataset(row);
}

export interface NewDataset {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly format: string;
  readonly bytesTotal?: number | undefined;
}

/**
 * The row of an import that begins. A failed one of the same name makes way.
 *
 * @throws ConflictError where the name is taken
 */
export async function createDataset(db: Queryable, dataset: NewDataset): Promise<Dataset> {
  const { id, projectId, name, format, bytesTotal } = dataset;
  await db.dataset.deleteMany({ where: { projectId, name, status: "FAILED" } });
  try {
    const row = await db.dataset.create({
      data: {
        id,
        projectId,
        name,
        format,
        status: "IMPORTING",
        bytesTotal: bytesTotal === undefined ? null : BigInt(bytesTotal),
      },
      select,
    });
    return toDataset(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ConflictError(
      `A data set named "${name}" exists already. Choose another name, or remove that one first.`,
    );
  }
}

export interface ImportProgress {
  /** Lines read so far, bad ones included. */
  readonly numRowsRead: number;
  readonly numRowsRejected: number;
  readonly bytesRead: number;
}

/** Changes nothing once the import has ended. */
export async function updateImportProgress(
  db: Queryable,
  { datasetId, ...progress }: ImportProgress & { datasetId: string },
): Promise<void> {
  const { numRowsRead, numRowsRejected, bytesRead } = progress;
  await db.dataset.updateMany({
    where: { id: datasetId, status: "IMPORTING" },
    data: { numRowsRead, numRowsRejected, bytesRead: BigInt(bytesRead) },
  });
}

/** Changes nothing once the import has ended: of two ends, the first counts. */
export async function failDataset(
  db: Queryable,
  { datasetId, error }: { datasetId: string; error: string },
): Promise<void> {
  await db.dataset.updateMany({
    where: { id: datasetId, status: "IMPORTING" },
    data: { status: "FAILED", error },
  });
}

/** Data sets, of all projects, whose import has not ended. */
export async function listImportingDatasetIds(db: Queryable): Promise<string[]> {
  const rows = await db.dataset.findMany({ where: { status: "IMPORTING" }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/**
 * Removes a data set with its interactions, runs and model versions. Call it in a transaction.
 *
 * @returns the keys of the artifacts that nothing refers to any more
 * @throws NotFoundError; ConflictError while it is imported or trained on
 */
export async function removeDataset(
  db: Queryable,
  { projectId, datasetId }: { projectId: string; datasetId: string },
): Promise<string[]> {
  // Locked first, so that no run can be started on it meanwhile.
  const [row] = await db.$queryRaw<{ name: string; status: string }[]>`
    select name, status::text from dataset where id = ${datasetId}::uuid and project_id = ${projectId}::uuid for update`;
  if (!row) throw unknownDataset(datasetId);
  if (row.status === "IMPORTING") {
    throw new ConflictError(`The data set "${row.name}" is being imported. Remove it when that has ended.`);
  }
  const active = await db.run.count({ where: { datasetId, status: { in: ["QUEUED", "RUNNING"] } } });
  if (active > 0) {
    throw new ConflictError(
      `${active} run(s) on the data set "${row.name}" have not ended. Cancel them first, or wait.`,
    );
  }
  const versions = await db.modelVersion.findMany({ where: { datasetId }, select: { artifactKey: true } });
  await db.$executeRawUnsafe(`drop table if exists ${interactionTable(datasetId)}`);
  await db.dataset.delete({ where: { id: datasetId }, select: { id: true } });
  return versions.map(({ artifactKey }) => artifactKey);
}

function unknownDataset(datasetId: string): NotFoundError {
  return new NotFoundError(`There is no data set ${datasetId}. List the data sets to see which there are.`);
}
