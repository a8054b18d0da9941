import { type Listener, listen } from "../../database/listen.js";
import { runEventChannel } from "../../queries/run-events.js";
import type { Doorbell } from "./doorbell.js";

/** Tells the watchers of runs in this process that there are new rows: one connection listens for all of them. */
export class RunEventFeed {
  readonly #doorbells = new Map<string, Set<Doorbell>>();
  #listener: Listener | undefined;

  private constructor() {}

  /** @throws DatabaseUnreachableError */
  static async start(databaseUrl: string): Promise<RunEventFeed> {
    const feed = new RunEventFeed();
    feed.#listener = await listen(databaseUrl, runEventChannel, (runId) => feed.#ring(runId), {
      onReconnect: () => feed.#ringAll(),
    });
    return feed;
  }

  /** Rings at every append to the run's log, until the function that comes back is called. */
  subscribe(runId: string, doorbell: Doorbell): () => void {
    const doorbells = this.#doorbells.get(runId) ?? new Set();
    this.#doorbells.set(runId, doorbells.add(doorbell));
    return () => {
      doorbells.delete(doorbell);
      if (doorbells.size === 0 && this.#doorbells.get(runId) === doorbells) this.#doorbells.delete(runId);
    };
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }

  #ring(runId: string): void {
    for (const doorbell of this.#doorbells.get(runId) ?? []) doorbell.ring();
  }

  #ringAll(): void {
    for (const runId of this.#doorbells.keys()) this.#ring(runId);
  }
}
