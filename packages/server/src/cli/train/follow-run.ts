import type { Database } from "../../database/open-database.js";
import type { RunEventPayload } from "../../schemas/run.js";
import type { RunEventFeed } from "../../services/runs/run-event-feed.js";
import { watchRun } from "../../services/runs/watch-run.js";
import { RunFailedError } from "../errors.js";
import { metricsLine } from "../metrics-table.js";
import { startProgress } from "../progress.js";

export interface FollowRunOptions {
  readonly db: Database;
  readonly runEvents: RunEventFeed;
  readonly projectId: string;
  readonly runId: string;
  /** What the progress bar is called. */
  readonly label: string;
  readonly withoutTerminal: "silent" | "lines";
  readonly stream: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

export interface FinishedRun {
  readonly modelVersionId: string;
  /** On the test part. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Of the epoch that was kept, on the validation part; empty where there is none. */
  readonly validationMetrics: Readonly<Record<string, number>>;
}

/**
 * Draws a run's progress until it has ended.
 *
 * @throws RunFailedError for one that failed or was cancelled, AbortError
 */
export async function followRun(options: FollowRunOptions): Promise<FinishedRun> {
  const { db, runEvents, projectId, runId, label, stream, withoutTerminal, signal } = options;
  const progress = startProgress(label, { stream, withoutTerminal });
  let epochs = 1;
  let stepsPerEpoch = 1;
  let told = "";
  let metrics: Readonly<Record<string, number>> = {};
  let validationMetrics: Readonly<Record<string, number>> = {};
  try {
    for await (const { payload } of watchRun(
      { db, runEvents },
      { projectId, runId, afterSequence: 0, signal },
    )) {
      switch (payload.type) {
        case "run-start":
          ({ epochs, stepsPerEpoch } = payload);
          break;
        case "progress":
          progress.update(
            (payload.epoch - 1) * stepsPerEpoch + payload.step + 1,
            epochs * stepsPerEpoch,
            `epoch ${payload.epoch}/${epochs} ${told}`,
          );
          break;
        case "epoch-end":
          if (payload.loss !== null) told = `loss ${payload.loss.toFixed(4)}`;
          progress.update(payload.epoch, epochs, `epoch ${payload.epoch}/${epochs} ${told}`);
          break;
        case "evaluation-end":
          if (payload.best) validationMetrics = payload.metrics;
          break;
        case "test-metrics":
          metrics = payload.metrics;
          break;
        case "succeeded":
          progress.end(metricsLine(metrics));
          return { modelVersionId: payload.modelVersionId, metrics, validationMetrics };
        case "failed":
        case "cancelled":
          throw new RunFailedError(describeEnd(label, payload));
        default:
          break;
      }
    }
  } catch (error) {
    progress.end();
    throw error;
  }
  signal.throwIfAborted();
  throw new RunFailedError(`${label}: the run ended without a result.`);
}

function describeEnd(label: string, payload: RunEventPayload): string {
  return payload.type === "failed" ? `${label} failed: ${payload.message}` : `${label} was cancelled.`;
}
