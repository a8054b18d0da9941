import { z } from "zod";
import type { Queryable } from "../database/open-database.js";
import { ConflictError, NotFoundError } from "../errors/errors.js";
import { type Run, runSplit, task } from "../schemas/run.js";
import { toJsonObject } from "./json.js";

export type Task = z.infer<typeof task>;
export type RunSplit = z.infer<typeof runSplit>;

const select = {
  id: true,
  datasetId: true,
  modelName: true,
  task: true,
  config: true,
  protocol: true,
  seed: true,
  status: true,
  cancelRequestedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  errorCode: true,
  errorMessage: true,
  dataset: { select: { name: true } },
  modelVersion: { select: { id: true } },
} as const;

const config = z.record(z.string(), z.unknown());
const protocol = z.object({ split: runSplit, cutoffs: z.array(z.number()) });

interface Row {
  readonly id: string;
  readonly datasetId: string;
  readonly modelName: string;
  readonly task: string;
  readonly config: unknown;
  readonly protocol: unknown;
  readonly seed: bigint;
  readonly status: Run["status"];
  readonly cancelRequestedAt: Date | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly dataset: { readonly name: string };
  readonly modelVersion: { readonly id: string } | null;
}

function toRun(row: Row): Run {
  const { split, cutoffs } = protocol.parse(row.protocol);
  const { errorCode: code, errorMessage: message } = row;
  return {
    id: row.id,
    datasetId: row.datasetId,
    datasetName: row.dataset.name,
    modelName: row.modelName,
    task: task.parse(row.task),
    config: config.parse(row.config),
    split,
    cutoffs,
    seed: Number(row.seed),
    status: row.status,
    cancelRequested: row.cancelRequestedAt !== null && row.finishedAt === null,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    error: code === null || message === null ? null : { code, message },
    modelVersionId: row.modelVersion?.id ?? null,
  };
}

export interface NewRun {
  readonly projectId: string;
  readonly datasetId: string;
  readonly modelName: string;
  readonly task: Task;
  readonly config: Readonly<Record<string, unknown>>;
  readonly split: RunSplit;
  readonly cutoffs: readonly number[];
  readonly seed: number;
}

/** A queued run. The caller has checked that the data set is of the project, and ready. */
export async function createRun(db: Queryable, run: NewRun): Promise<Run> {
  const { projectId, datasetId, modelName, seed, split, cutoffs } = run;
  const row = await db.run.create({
    data: {
      projectId,
      datasetId,
      modelName,
      task: run.task,
      config: toJsonObject(run.config),
      protocol: toJsonObject({ split, cutoffs }),
      seed: BigInt(seed),
    },
    select,
  });
  return toRun(row);
}

/** @throws NotFoundError */
export async function getRun(
  db: Queryable,
  { projectId, runId }: { projectId: string; runId: string },
): Promise<Run> {
  const row = await db.run.findUnique({ where: { id: runId, projectId }, select });
  if (!row) throw unknownRun(runId);
  return toRun(row);
}

/** Newest first. */
export async function listRuns(
  db: Queryable,
  { projectId, datasetId, limit }: { projectId: string; datasetId?: string | undefined; limit: number },
): Promise<Run[]> {
  const rows = await db.run.findMany({
    where: { projectId, ...(datasetId !== undefined && { datasetId }) },
    select,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(toRun);
}

/** Ids of queued runs of all projects, oldest first: what a queue that lost them must be given again. */
export async function listQueuedRunIds(db: Queryable): Promise<string[]> {
  const rows = await db.run.findMany({
    where: { status: "QUEUED" },
    select: { id: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id }) => id);
}

/**
 * QUEUED → RUNNING, by compare-and-set: of several workers one gets the run, the others undefined.
 */
export async function claimRun(
  db: Queryable,
  { runId, workerId }: { runId: string; workerId: string },
): Promise<(Run & { projectId: string }) | undefined> {
  const claimed = await db.$executeRaw`
    update run set status = 'RUNNING', worker_id = ${workerId}, started_at = now(), heartbeat_at = now()
    where id = ${runId}::uuid and status = 'QUEUED'`;
  if (claimed === 0) return undefined;
  const row = await db.run.findUniqueOrThrow({
    where: { id: runId },
    select: { ...select, projectId: true },
  });
  return { ...toRun(row), projectId: row.projectId };
}

/**
 * Tells that the worker is alive, by the database's clock.
 *
 * @returns whether somebody asked to cancel the run; undefined where it is not this worker's any more
 */
export async function heartbeat(
  db: Queryable,
  { runId, workerId }: { runId: string; workerId: string },
): Promise<{ cancelRequested: boolean } | undefined> {
  const [row] = await db.$queryRaw<{ cancelRequested: boolean }[]>`
    update run set heartbeat_at = now()
    where id = ${runId}::uuid and worker_id = ${workerId} and status = 'RUNNING'
    returning cancel_requested_at is not null as "cancelRequested"`;
  return row;
}

/**
 * Cancels a queued run at once, and asks the worker of a running one to stop (channel `run_cancel`, payload: the id).
 *
 * @returns the status after it: CANCELLED, or RUNNING until the worker has stopped
 * @throws NotFoundError; ConflictError for a run that has ended
 */
export async function requestCancel(
  db: Queryable,
  { projectId, runId }: { projectId: string; runId: string },
): Promise<"CANCELLED" | "RUNNING"> {
  const [changed] = await db.$queryRaw<{ status: "CANCELLED" | "RUNNING" }[]>`
    with asked as (
      update run set
        cancel_requested_at = coalesce(cancel_requested_at, now()),
        status = case when status = 'QUEUED' then 'CANCELLED' else status end,
        finished_at = case when status = 'QUEUED' then now() end
      where id = ${runId}::uuid and project_id = ${projectId}::uuid and status in ('QUEUED', 'RUNNING')
      returning id, status
    )
    select status::text, pg_notify('run_cancel', id::text)::text from asked`;
  if (changed) return changed.status;
  const run = await getRun(db, { projectId, runId });
  throw new ConflictError(`The run ${runId} has ended (${run.status}): there is nothing to cancel.`);
}

export type RunOutcome =
  | { readonly status: "SUCCEEDED" | "CANCELLED" }
  | { readonly status: "FAILED"; readonly code: string; readonly message: string };

/** RUNNING → an end, by compare-and-set; false where the run is not this worker's any more. */
export async function finishRun(
  db: Queryable,
  { runId, workerId, outcome }: { runId: string; workerId: string; outcome: RunOutcome },
): Promise<boolean> {
  const code = outcome.status === "FAILED" ? outcome.code : null;
  const message = outcome.status === "FAILED" ? outcome.message : null;
  const finished = await db.$executeRaw`
    update run set
      status = ${outcome.status}::"RunStatus", finished_at = now(), error_code = ${code}, error_message = ${message}
    where id = ${runId}::uuid and worker_id = ${workerId} and status = 'RUNNING'`;
  return finished === 1;
}

/** RUNNING → QUEUED, by compare-and-set, unless somebody asked to cancel it; false where nothing changed. */
export async function requeueRun(
  db: Queryable,
  { runId, workerId }: { runId: string; workerId: string },
): Promise<boolean> {
  const requeued = await db.$executeRaw`
    update run set status = 'QUEUED', worker_id = null, started_at = null, heartbeat_at = null
    where id = ${runId}::uuid and worker_id = ${workerId} and status = 'RUNNING' and cancel_requested_at is null`;
  return requeued === 1;
}

/**
 * Fails the RUNNING runs whose worker has been silent for longer than `silentSeconds`, by the database's clock.
 *
 * @returns the ids of those failed now
 */
export async function failStaleRuns(
  db: Queryable,
  { silentSeconds, code, message }: { silentSeconds: number; code: string; message: string },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    update run set status = 'FAILED', finished_at = now(), error_code = ${code}, error_message = ${message}
    where status = 'RUNNING' and heartbeat_at < now() - make_interval(secs => ${silentSeconds}::float8)
    returning id::text`;
  return rows.map(({ id }) => id);
}

function unknownRun(runId: string): NotFoundError {
  return new NotFoundError(`There is no run ${runId}. List the runs to see which there are.`);
}
