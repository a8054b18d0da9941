import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import superjson from "superjson";
import { apiUrl } from "@/lib/env";
import { isNotFound } from "./errors";
import { createQueryClient } from "./query-client";
import type { AppRouter } from "./router";

/** The API as server components see it: each call carries the cookie of the request being rendered. */
export const getApi = cache(() =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: new URL("/api/trpc", apiUrl()).href,
        transformer: superjson,
        headers: async () => ({ cookie: (await headers()).get("cookie") ?? "" }),
      }),
    ],
  }),
);

/** The queries of one request and where their answers are kept until they are handed to the browser. */
export const getQueries = cache(() => {
  const queryClient = createQueryClient({ retry: false });
  return { queryClient, trpc: createTRPCOptionsProxy<AppRouter>({ client: getApi(), queryClient }) };
});

/**
 * What a page is about, or the 404 page where the API has no such thing. Undefined where the API fails: the view in the
 * browser asks again, and says why.
 */
export async function loadOrNotFound<Data>(answer: Promise<Data>): Promise<Data | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) notFound();
    return undefined;
  }
}

/** Hands what was prefetched to the client components inside. What failed is asked again there, and its error shown. */
export function Hydrate({ children }: { readonly children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueries().queryClient)}>{children}</HydrationBoundary>;
}
