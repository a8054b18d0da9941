"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { isActive } from "../run-status";
import { RunDetails } from "./run-details";
import { RunSkeleton } from "./run-skeleton";

/** How often the run's row is read again beside its events, in case its stream cannot be had. */
const pollMs = 5000;

export function RunView({ runId }: { readonly runId: string }) {
  const trpc = useTRPC();
  const run = useQuery(
    trpc.runs.get.queryOptions(
      { runId },
      { refetchInterval: ({ state }) => (state.data && isActive(state.data) ? pollMs : false) },
    ),
  );
  // What comes later arrives through the subscription, which adds to this answer.
  const events = useQuery(trpc.runs.events.queryOptions({ runId }, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <QueryView query={run} what="the run" skeleton={<RunSkeleton />}>
      {(loadedRun) => (
        <QueryView query={events} what="the run’s log" skeleton={<RunSkeleton />}>
          {(loadedEvents) => <RunDetails run={loadedRun} events={loadedEvents} />}
        </QueryView>
      )}
    </QueryView>
  );
}
