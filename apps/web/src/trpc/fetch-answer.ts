import { z } from "zod/mini";

/** `fetch`'s own, of which tRPC may leave the signal undefined. */
type Init = Omit<RequestInit, "signal"> & { readonly signal?: AbortSignal | null | undefined };

const refusal = z.object({ code: z.string(), message: z.string() });

/**
 * `fetch` for the tRPC client. Where something between the browser and tRPC answers (this app while the API is down),
 * its message becomes the error, instead of a complaint that the answer is not tRPC's.
 *
 * @throws Error with the message of an answer of the form {code, message}
 */
export async function fetchAnswer(input: RequestInfo | URL, init?: Init): Promise<Response> {
  const response = await fetch(input, { ...init, signal: init?.signal ?? null });
  if (response.status !== 502) return response;
  const answer = refusal.safeParse(
    await response
      .clone()
      .json()
      .catch(() => undefined),
  );
  throw new Error(answer.success ? answer.data.message : "The API does not answer. Is it running?");
}
