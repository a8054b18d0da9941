import { z } from "zod";
import type { Queryable } from "../database/open-database.js";
import { NotFoundError } from "../errors/errors.js";
import type { datasetUser, historyItem } from "../schemas/dataset.js";

export type DatasetUser = z.infer<typeof datasetUser>;
export type HistoryItem = z.infer<typeof historyItem>;

interface Scope {
  readonly projectId: string;
  readonly datasetId: string;
}

const attributes = z.record(z.string(), z.unknown()).nullable();

/**
 * Users whose id contains `search`: first those that start with it, which an index finds, then the others, in any case.
 * An empty search lists the first users of the data set.
 */
export async function searchUsers(
  db: Queryable,
  { projectId, datasetId, search, limit }: Scope & { search: string; limit: number },
): Promise<DatasetUser[]> {
  const literal = search.replace(/[\\%_]/g, "\\$&");
  const starts = `${literal}%`;
  const contains = `%${literal}%`;
  const rows = await db.$queryRaw<{ userId: string; numInteractions: number; attributes: unknown }[]>`
    with starting as materialized (
      select u.index, u.external_id, u.attributes, 0 as rank
      from dataset_user u
      where u.dataset_id = ${datasetId}::uuid and ${search} <> '' and u.external_id like ${starts}
      order by u.external_id
      limit ${limit}
    ), first_ones as materialized (
      select u.index, u.external_id, u.attributes, 0 as rank
      from dataset_user u
      where u.dataset_id = ${datasetId}::uuid and ${search} = ''
      order by u.index
      limit ${limit}
    ), containing as materialized (
      select u.index, u.external_id, u.attributes, 1 as rank
      from dataset_user u
      where u.dataset_id = ${datasetId}::uuid and ${search} <> ''
        and u.external_id ilike ${contains} and u.external_id not like ${starts}
      order by u.external_id
      limit ${limit}::int - (select count(*) from starting)
    ), found as (
      select * from starting union all select * from first_ones union all select * from containing
    )
    select f.external_id as "userId", f.attributes, (
      select count(*)::int from interaction i where i.dataset_id = ${datasetId}::uuid and i.user_index = f.index
    ) as "numInteractions"
    from found f
    where exists (select 1 from dataset d where d.id = ${datasetId}::uuid and d.project_id = ${projectId}::uuid)
    order by f.rank, case when ${search} = '' then f.index end, f.external_id`;
  return rows.map((row) => ({ ...row, attributes: attributes.parse(row.attributes) }));
}

/**
 * What a user did: newest first by time, then by position in the source.
 *
 * @throws NotFoundError for an unknown user
 */
export async function getUserHistory(
  db: Queryable,
  { projectId, datasetId, userId, limit }: Scope & { userId: string; limit: number },
): Promise<HistoryItem[]> {
  const user = await db.datasetUser.findUnique({
    where: { datasetId_externalId: { datasetId, externalId: userId }, dataset: { projectId } },
    select: { index: true },
  });
  if (!user) {
    throw new NotFoundError(`The data set has no user "${userId}". Search its users to see which there are.`);
  }
  return db.$queryRaw<HistoryItem[]>`
    select m.external_id as "itemId", m.title, i.value, i.timestamp
    from (
      select item_index, value, timestamp, position
      from interaction
      where dataset_id = ${datasetId}::uuid and user_index = ${user.index}
      order by timestamp desc nulls last, position desc
      limit ${limit}
    ) i
    join dataset_item m on m.dataset_id = ${datasetId}::uuid and m.index = i.item_index
    order by i.timestamp desc nulls last, i.position desc`;
}
