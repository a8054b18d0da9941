import type { Queryable } from "../database/open-database.js";
import { NotFoundError } from "../errors/errors.js";
import { type RunEvent, type RunEventPayload, runEventPayload } from "../schemas/run.js";

/** The channel on which every append is told, with the run's id as payload. */
export const runEventChannel = "run_event";

/**
 * Appends to a run's log. Sequences are taken from a counter in the run's row: appends of one run wait for each other,
 * so rows become visible in their order, without gaps.
 *
 * @param params `workerId`: append only while this worker has the run
 * @returns the new rows
 * @throws NotFoundError for an unknown run, or one that the worker has lost
 */
export async function appendRunEvents(
  db: Queryable,
  params: { runId: string; payloads: readonly RunEventPayload[]; workerId?: string | undefined },
): Promise<RunEvent[]> {
  const { runId, payloads, workerId = null } = params;
  if (payloads.length === 0) return [];
  const count = payloads.length;
  const rows = await db.$queryRaw<{ sequence: number; createdAt: Date; payload: unknown }[]>`
    with counter as (
      update run set last_sequence = last_sequence + ${count}::int
      where id = ${runId}::uuid and (${workerId}::text is null or (worker_id = ${workerId} and status = 'RUNNING'))
      returning last_sequence
    ), added as (
      insert into run_event (run_id, sequence, type, payload)
      select ${runId}::uuid, c.last_sequence - ${count}::int + e.position, e.payload ->> 'type', e.payload
      from counter c, jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) with ordinality as e (payload, position)
      returning sequence, created_at, payload
    ), told as materialized (
      select pg_notify(${runEventChannel}, ${runId}) from counter
    )
    select sequence, created_at as "createdAt", payload from added, (select count(*) from told) as notified
    order by sequence`;
  if (rows.length === 0) throw new NotFoundError(`There is no run ${runId} to log to.`);
  return rows.map(toEvent);
}

/** The rows after a sequence, in order. */
export async function listRunEvents(
  db: Queryable,
  params: {
    projectId: string;
    runId: string;
    afterSequence?: number | undefined;
    limit?: number | undefined;
  },
): Promise<RunEvent[]> {
  const { projectId, runId, afterSequence = 0, limit } = params;
  const rows = await db.runEvent.findMany({
    where: { runId, run: { projectId }, sequence: { gt: afterSequence } },
    select: { sequence: true, createdAt: true, payload: true },
    orderBy: { sequence: "asc" },
    ...(limit !== undefined && { take: limit }),
  });
  return rows.map(toEvent);
}

function toEvent(row: { sequence: number; createdAt: Date; payload: unknown }): RunEvent {
  return {
    sequence: row.sequence,
    createdAt: row.createdAt,
    payload: runEventPayload.parse(row.payload),
  };
}
