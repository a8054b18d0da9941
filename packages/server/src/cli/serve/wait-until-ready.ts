import { setTimeout as sleep } from "node:timers/promises";
import { ProcessEndedError } from "../errors.js";

/**
 * Asks an address until it answers with success.
 *
 * @throws ProcessEndedError after a minute, AbortError
 */
export async function waitUntilReady(
  name: string,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + 60_000;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { signal, redirect: "manual" });
      await response.body?.cancel();
      if (response.status < 400) return;
      last = `status ${response.status}`;
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(50, undefined, { signal });
  }
  throw new ProcessEndedError(`The ${name} was not ready at ${url} after a minute: ${last}.`);
}
