import type { Database } from "../../database/open-database.js";
import { listRunEvents } from "../../queries/run-events.js";
import { getRun } from "../../queries/runs.js";
import type { RunEvent, RunEventPayload } from "../../schemas/run.js";
import { Doorbell } from "./doorbell.js";
import type { RunEventFeed } from "./run-event-feed.js";

export interface WatchRunParams {
  readonly projectId: string;
  readonly runId: string;
  /** The last event the watcher has; 0 for none. */
  readonly afterSequence: number;
  readonly signal: AbortSignal | undefined;
}

const eventsPerRead = 500;

/**
 * The log of a run from a point on: what is there already, then every new row as it is written. Ends after the run's
 * last event.
 *
 * @throws NotFoundError
 */
export async function* watchRun(
  { db, runEvents }: { db: Database; runEvents: RunEventFeed },
  { projectId, runId, afterSequence, signal }: WatchRunParams,
): AsyncGenerator<RunEvent, void, undefined> {
  const doorbell = new Doorbell();
  const ring = () => doorbell.ring();
  // Before the first read: a row written in between rings.
  const unsubscribe = runEvents.subscribe(runId, doorbell);
  signal?.addEventListener("abort", ring);
  try {
    const { finishedAt } = await getRun(db.prisma, { projectId, runId });
    let last = afterSequence;
    while (!signal?.aborted) {
      const page = { projectId, runId, afterSequence: last, limit: eventsPerRead };
      const events = await listRunEvents(db.prisma, page);
      for (const event of events) {
        yield event;
        last = event.sequence;
        if (isTerminal(event.payload)) return;
      }
      if (events.length > 0) continue;
      // Its last event is behind the watcher already.
      if (finishedAt !== null) return;
      await doorbell.wait();
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", ring);
  }
}

function isTerminal({ type }: RunEventPayload): boolean {
  return type === "succeeded" || type === "failed" || type === "cancelled";
}
