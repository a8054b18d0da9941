import { TastemakerError } from "@tastemaker/core";
import { ConflictError } from "../errors/errors.js";
import type { NewModelVersion } from "../queries/model-versions.js";
import { claimRun } from "../queries/runs.js";
import { type Claim, cancelClaimedRun, failRun, putBackRun, succeedRun } from "./end-run.js";
import { startHeartbeat } from "./heartbeat.js";
import { RunLog } from "./run-log.js";
import { trainRun } from "./train-run.js";
import type { WorkerTools } from "./worker-tools.js";

/** Why a run is stopped before its end. */
type StopReason = "cancelled" | "shutdown" | "lost" | "log-failed";

/** The runs that a process executes now, and how to stop them. */
export class ActiveRuns {
  readonly #stops = new Map<string, (reason: StopReason) => void>();

  add(runId: string, stop: (reason: StopReason) => void): void {
    this.#stops.set(runId, stop);
  }

  remove(runId: string): void {
    this.#stops.delete(runId);
  }

  /** Nothing where this process does not execute it. */
  cancel(runId: string): void {
    this.#stops.get(runId)?.("cancelled");
  }

  shutDown(): void {
    for (const stop of this.#stops.values()) stop("shutdown");
  }
}

/**
 * Claims a run and sees it to an end that the store knows of, whatever happens. Does nothing where the run is not
 * queued: another worker has it, or it was cancelled.
 */
export async function executeRun(tools: WorkerTools, active: ActiveRuns, runId: string): Promise<void> {
  const { db, workerId } = tools;
  const run = await claimRun(db.prisma, { runId, workerId });
  if (!run) return;
  const log = tools.log.child({ runId, model: run.modelName });
  log.info("run claimed");

  const abort = new AbortController();
  let stopReason: StopReason | undefined;
  const stop = (reason: StopReason) => {
    stopReason ??= reason;
    abort.abort(new Error(reason));
  };
  const claim = { runId, workerId };
  const events = new RunLog(db, claim, (error) => {
    log.warn({ err: error }, "could not write the run's log");
    stop("log-failed");
  });
  active.add(runId, stop);
  const stopHeartbeat = startHeartbeat({
    db,
    runId,
    workerId,
    log,
    onCancel: () => stop("cancelled"),
    onLost: () => stop("lost"),
  });
  try {
    events.append({ type: "claimed", workerId });
    const version = await trainRun(tools, {
      run,
      append: (payload) => events.append(payload),
      signal: abort.signal,
    });
    await events.flush();
    await register(tools, claim, version);
    log.info("run succeeded");
  } catch (error) {
    // What is written so far comes before the end, if it can be written at all.
    await events.flush().catch(() => {});
    await endEarly(stopReason, error);
  } finally {
    stopHeartbeat();
    active.remove(runId);
  }

  async function endEarly(reason: StopReason | undefined, error: unknown): Promise<void> {
    switch (reason) {
      case "lost":
        log.warn("run was given up by others");
        return;
      case "cancelled":
        await cancelClaimedRun(db, claim);
        log.info("run cancelled");
        return;
      case "shutdown": {
        const isPutBack = await putBackRun(db, claim);
        if (!isPutBack) await cancelClaimedRun(db, claim);
        log.info(isPutBack ? "run put back into the queue" : "run cancelled");
        return;
      }
      case "log-failed":
      case undefined: {
        const failure = describeFailure(error);
        log.error({ err: error, code: failure.code }, "run failed");
        await failRun(db, claim, failure);
      }
    }
  }
}

/** @throws where the run is not this worker's any more, or the store is away; then the artifact is removed */
async function register(
  { db, artifacts }: WorkerTools,
  claim: Claim,
  version: NewModelVersion,
): Promise<void> {
  try {
    if (await succeedRun(db, claim, version)) return;
    throw new ConflictError(`The run ${claim.runId} was given up by others.`);
  } catch (error) {
    await artifacts.remove(version.artifactKey);
    throw error;
  }
}

/** Errors made for people say what happened; the text of others stays in the log. */
function describeFailure(error: unknown): { code: string; message: string } {
  if (TastemakerError.isInstance(error)) return { code: error.code, message: error.message };
  return { code: "INTERNAL", message: "Training failed unexpectedly. The worker's log has the reason." };
}
