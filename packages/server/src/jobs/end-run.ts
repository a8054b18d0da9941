import type { Database, Queryable } from "../database/open-database.js";
import { createModelVersion, type NewModelVersion } from "../queries/model-versions.js";
import { appendRunEvents } from "../queries/run-events.js";
import { enqueueRun } from "../queries/run-queue.js";
import { finishRun, type RunOutcome, requeueRun } from "../queries/runs.js";
import type { RunEventPayload } from "../schemas/run.js";

/** A run and the worker that has claimed it. */
export interface Claim {
  readonly runId: string;
  readonly workerId: string;
}

/** RUNNING → SUCCEEDED with its version, in one transaction; false where the run is not this worker's any more. */
export async function succeedRun(db: Database, claim: Claim, version: NewModelVersion): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    if (!(await finishRun(tx, { ...claim, outcome: { status: "SUCCEEDED" } }))) return false;
    const { id } = await createModelVersion(tx, version);
    await appendRunEvents(tx, { runId: claim.runId, payloads: [{ type: "succeeded", modelVersionId: id }] });
    return true;
  });
}

/** RUNNING → FAILED. */
export function failRun(
  db: Database,
  claim: Claim,
  { code, message }: { code: string; message: string },
): Promise<boolean> {
  return end(db, claim, { status: "FAILED", code, message }, { type: "failed", code, message });
}

/** RUNNING → CANCELLED. */
export function cancelClaimedRun(db: Database, claim: Claim): Promise<boolean> {
  return end(db, claim, { status: "CANCELLED" }, { type: "cancelled" });
}

/** RUNNING → QUEUED: another worker, or this one's successor, trains it from the start. */
export async function putBackRun(db: Database, claim: Claim): Promise<boolean> {
  return db.prisma.$transaction(async (tx) => {
    if (!(await requeueRun(tx, claim))) return false;
    await appendRunEvents(tx, { runId: claim.runId, payloads: [{ type: "queued" }] });
    await enqueueRun(tx, { runId: claim.runId });
    return true;
  });
}

async function end(
  db: Database,
  claim: Claim,
  outcome: RunOutcome,
  payload: RunEventPayload,
): Promise<boolean> {
  return db.prisma.$transaction(async (tx: Queryable) => {
    if (!(await finishRun(tx, { ...claim, outcome }))) return false;
    await appendRunEvents(tx, { runId: claim.runId, payloads: [payload] });
    return true;
  });
}
