"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/trpc/provider";

/** Somebody to begin with: the first user of a data set; undefined until known, or for no data set. */
export function useFirstUser(datasetId: string | undefined): string | undefined {
  const trpc = useTRPC();
  const query = useQuery(trpc.datasets.users.queryOptions(datasetId ? { datasetId, limit: 1 } : skipToken));
  return query.data?.[0]?.userId;
}
