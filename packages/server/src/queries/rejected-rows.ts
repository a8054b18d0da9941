import type { Queryable } from "../database/open-database.js";

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** The rows an import could not read, in their order. */
export async function listRejectedRows(
  db: Queryable,
  { projectId, datasetId, limit }: { projectId: string; datasetId: string; limit: number },
): Promise<RejectedRow[]> {
  return db.rejectedRow.findMany({
    where: { datasetId, dataset: { projectId } },
    select: { line: true, reason: true, text: true },
    orderBy: { position: "asc" },
    take: limit,
  });
}
