"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { signInHref } from "@/lib/routes";
import { isSignedOut, isTransient } from "./errors";
import { fetchAnswer } from "./fetch-answer";
import { createQueryClient } from "./query-client";
import type { AppRouter } from "./router";

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

export { useTRPC, useTRPCClient };

const url = "/api/trpc";

function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({ url, transformer: superjson }),
        false: httpBatchLink({ url, transformer: superjson, fetch: fetchAnswer }),
      }),
    ],
  });
}

/** A session that ended while the page was open: signs in again, and comes back to where one was. */
function leaveWhenSignedOut(error: unknown) {
  if (!isSignedOut(error) || location.pathname === "/sign-in") return;
  location.assign(signInHref(location.pathname + location.search));
}

export function ApiProvider({ children }: { readonly children: ReactNode }) {
  const [trpcClient] = useState(createClient);
  const [queryClient] = useState(() =>
    createQueryClient({
      retry: (failures, error) => failures < 2 && isTransient(error),
      onError: leaveWhenSignedOut,
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider queryClient={queryClient} trpcClient={trpcClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
