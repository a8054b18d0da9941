import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
  type TRPCClient,
} from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import superjson from "superjson";
import type { AppRouter } from "./routers/app-router.js";

export type { AppRouter };
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
export type Client = TRPCClient<AppRouter>;

export interface ClientOptions {
  /** Where the API answers, such as `http://localhost:4000`. */
  readonly url: string;
  /** A key that an administrator made: `tm_…`. In a browser, the session's cookie serves instead. */
  readonly apiKey?: string | undefined;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** For subscriptions where there is no global one, as in Node: the class of the `eventsource` package. */
  readonly EventSource?: typeof globalThis.EventSource;
}

/** The path of the RPC endpoint below the API's URL. */
const endpoint = "api/trpc";

/**
 * A typed client of a Tastemaker server, for browsers and Node.
 *
 * ```ts
 * const client = createClient({ url: "http://localhost:4000", apiKey: "tm_…" });
 * const { items } = await client.recommend.query({ dataset: "films", userId: "42", k: 10 });
 * ```
 *
 * Calls reject with a TRPCClientError, of which `errorCode` gives the stable code.
 */
export function createClient({ url, apiKey, fetch, EventSource }: ClientOptions): Client {
  const address = new URL(endpoint, url.endsWith("/") ? url : `${url}/`).href;
  const shared = { url: address, transformer: superjson };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ ...shared, ...(EventSource && { EventSource }) }),
        false: httpBatchLink({
          ...shared,
          // tRPC's request init differs from the standard's by fields that may be undefined.
          ...(fetch && { fetch: (input, init) => fetch(input as RequestInfo, init as RequestInit) }),
          ...(apiKey !== undefined && { headers: { authorization: `Bearer ${apiKey}` } }),
        }),
      }),
    ],
  });
}

/** The stable code of an error that the server answered with, such as `NOT_FOUND`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return isTRPCClientError<AppRouter>(error) ? error.data?.tastemakerCode : undefined;
}
