import { QueryCache, QueryClient, type QueryClientConfig } from "@tanstack/react-query";
import superjson from "superjson";

export interface QueryClientOptions {
  /** How often a failed query is asked again. */
  readonly retry: NonNullable<NonNullable<QueryClientConfig["defaultOptions"]>["queries"]>["retry"];
  /** Told of every query that failed for good. */
  readonly onError?: (error: unknown) => void;
}

/** One for each request on the server, one for the life of the page in the browser. */
export function createQueryClient({ retry = false, onError }: QueryClientOptions): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache(onError ? { onError } : {}),
    defaultOptions: {
      // What the server rendered with is not asked for again as soon as the page is hydrated.
      queries: { staleTime: 5000, retry },
      dehydrate: { serializeData: superjson.serialize },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
