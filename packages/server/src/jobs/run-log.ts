import type { Database } from "../database/open-database.js";
import { appendRunEvents } from "../queries/run-events.js";
import type { RunEventPayload } from "../schemas/run.js";
import type { Claim } from "./end-run.js";

/**
 * Writes a run's events while it trains: in their order, without holding it up, and as many at once as have come
 * together since the last write.
 */
export class RunLog {
  readonly #pending: RunEventPayload[] = [];
  #writing: Promise<void> | undefined;
  #error: unknown;

  /**
   * @param onError told when a write has failed, because the run is not the worker's any more, say; nothing is
   *   written after it
   */
  constructor(
    private readonly db: Database,
    private readonly claim: Claim,
    private readonly onError: (error: unknown) => void,
  ) {}

  append(payload: RunEventPayload): void {
    this.#pending.push(payload);
    this.#writing ??= this.#write();
  }

  /** Resolves when all events are written. @throws the error of a write that failed */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#error !== undefined) throw this.#error;
  }

  async #write(): Promise<void> {
    try {
      while (this.#pending.length > 0) {
        const payloads = this.#pending.splice(0);
        await appendRunEvents(this.db.prisma, { ...this.claim, payloads });
      }
      this.#writing = undefined;
    } catch (error) {
      // `#writing` stays, so that nothing is written after the gap.
      this.#error = error;
      this.onError(error);
    }
  }
}
