import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { unreachable } from "./open-database.js";

export interface ListenOptions {
  /** Told after every reconnection: what was sent meanwhile is lost, so the caller looks at the rows again. */
  readonly onReconnect?: () => void;
}

export interface Listener {
  close(): Promise<void>;
}

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/**
 * Hears a Postgres notification channel on a connection of its own, which is made again whenever it breaks.
 *
 * @returns once it hears
 * @throws DatabaseUnreachableError where the first connection fails
 */
export async function listen(
  url: string,
  channel: string,
  onMessage: (payload: string) => void,
  { onReconnect = () => {} }: ListenOptions = {},
): Promise<Listener> {
  const closing = new AbortController();
  let client = await connect().catch((error: unknown) => {
    throw unreachable(url, error);
  });

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: "tastemaker-listen",
    });
    next.on("error", () => {}); // followed by `end`
    try {
      await next.connect();
      next.on("notification", ({ payload }) => onMessage(payload ?? ""));
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    next.once("end", () => void reconnect());
    return next;
  }

  async function reconnect(): Promise<void> {
    for (let delay = firstDelayMs; !closing.signal.aborted; delay = Math.min(2 * delay, longestDelayMs)) {
      try {
        await sleep(delay, undefined, { signal: closing.signal });
        const next = await connect();
        client = next;
        if (closing.signal.aborted) await next.end();
        else onReconnect();
        return;
      } catch {
        // still away, or closed while we waited: the loop's condition tells which
      }
    }
  }

  return {
    close: async () => {
      closing.abort();
      await client.end().catch(() => {});
    },
  };
}
