import { TooManyAttemptsError } from "../../errors/api-errors.js";

export interface AttemptLimitOptions {
  /** Attempts in a window before further ones are refused. */
  readonly maxAttempts: number;
  readonly windowMs: number;
  /** Milliseconds, of any origin. */
  readonly now?: () => number;
}

interface Window {
  attempts: number;
  readonly endsAt: number;
}

const maxWindows = 10_000;

/**
 * Counts attempts by key, such as an address. In the memory of one process: several API processes each allow the
 * limit, and a restart forgets. Bounded: with too many keys the oldest is forgotten.
 */
export class AttemptLimit {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  constructor(private readonly options: AttemptLimitOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * Counts an attempt before it is made, so that attempts at the same time count too.
   *
   * @throws TooManyAttemptsError naming the wait
   */
  take(key: string): void {
    const now = this.#now();
    const window = this.#windowOf(key, now);
    if (window.attempts >= this.options.maxAttempts) {
      const minutes = Math.ceil((window.endsAt - now) / 60_000);
      throw new TooManyAttemptsError(
        `${window.attempts} attempts failed. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`,
      );
    }
    window.attempts++;
  }

  /** Forgets a key's attempts, after one that succeeded. */
  clear(key: string): void {
    this.#windows.delete(key);
  }

  #windowOf(key: string, now: number): Window {
    const open = this.#windows.get(key);
    if (open && open.endsAt > now) return open;
    this.#windows.delete(key);
    this.#makeRoom(now);
    const window = { attempts: 0, endsAt: now + this.options.windowMs };
    this.#windows.set(key, window);
    return window;
  }

  /** Windows are in the order they end in. */
  #makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size < maxWindows) return;
      this.#windows.delete(key);
    }
  }
}
