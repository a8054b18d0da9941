import type { Queryable } from "../database/open-database.js";

/** The titles of items, by id; null where the source has none. Unknown ids are left out. */
export async function getItemTitles(
  db: Queryable,
  { projectId, datasetId, itemIds }: { projectId: string; datasetId: string; itemIds: readonly string[] },
): Promise<Map<string, string | null>> {
  const rows = await db.datasetItem.findMany({
    where: { datasetId, dataset: { projectId }, externalId: { in: [...itemIds] } },
    select: { externalId: true, title: true },
  });
  return new Map(rows.map(({ externalId, title }) => [externalId, title]));
}
