"use client";

import { skipToken, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "@/trpc/provider";
import { isTerminal, mergeEvents, type RunEvent } from "./run-event";

/** How long events are gathered before the page is drawn again, in milliseconds. */
const gatherMs = 150;

export type Liveness = "live" | "connecting" | "ended";

/**
 * Adds a run's events to its log in the query cache as they happen, from where the log stood when the page was loaded.
 * After a broken connection the stream goes on behind the last event received.
 */
export function useLiveEvents(runId: string, events: readonly RunEvent[]): Liveness {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [from] = useState(() => events.at(-1)?.sequence ?? 0);
  const ended = events.some(isTerminal);
  const [wasEnded] = useState(ended);
  const gathered = useRef<RunEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = () => {
    timer.current = undefined;
    const added = gathered.current.splice(0);
    const key = trpc.runs.events.queryKey({ runId });
    queryClient.setQueryData(key, (known) => [...mergeEvents(known ?? [], added)]);
    const types = new Set(added.map(({ payload }) => payload.type));
    if (types.has("claimed") || types.has("run-end") || added.some(isTerminal)) {
      void queryClient.invalidateQueries(trpc.runs.get.queryFilter({ runId }));
    }
    if (added.some(isTerminal)) {
      void queryClient.invalidateQueries(trpc.runs.list.pathFilter());
      void queryClient.invalidateQueries(trpc.models.pathFilter());
      void queryClient.invalidateQueries(trpc.overview.pathFilter());
    }
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const { status } = useSubscription(
    trpc.runs.watch.subscriptionOptions(wasEnded ? skipToken : { runId, lastEventId: String(from) }, {
      onData: ({ data }) => {
        gathered.current.push(data);
        timer.current ??= setTimeout(flush, gatherMs);
      },
    }),
  );
  if (ended) return "ended";
  return status === "pending" ? "live" : "connecting";
}
