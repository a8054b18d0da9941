import { AbortedError } from "../errors/errors.js";

/** @throws AbortedError once the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortedError("Scoring was stopped by its signal.", { cause: signal.reason });
}
