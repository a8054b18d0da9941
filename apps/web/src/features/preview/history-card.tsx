"use client";

import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StateMessage } from "@/components/ui/state-message";
import { formatInteractionTime, formatScore } from "@/lib/format";
import { useTRPC } from "@/trpc/provider";
import type { RouterOutputs } from "@/trpc/router";
import { ItemName } from "./item-name";
import { ListSkeleton } from "./preview-skeleton";

type HistoryItem = RouterOutputs["datasets"]["history"][number];

const historyLength = 50;

export function HistoryCard({ datasetId, userId }: { readonly datasetId: string; readonly userId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.datasets.history.queryOptions({ datasetId, userId, limit: historyLength }));
  const whole = (query.data?.length ?? 0) < historyLength;
  return (
    <Card>
      <CardHeader
        title="History"
        description={`What ${userId} did, newest first${whole ? "" : `: the last ${historyLength}`}`}
      />
      <div className="px-5 pb-4">
        <QueryView query={query} what="the history" skeleton={<ListSkeleton />} compact>
          {(items) =>
            items.length === 0 ? (
              <StateMessage icon={History} title="Nothing yet" compact>
                This user has done nothing in this data set.
              </StateMessage>
            ) : (
              <HistoryList items={items} />
            )
          }
        </QueryView>
      </div>
    </Card>
  );
}

function HistoryList({ items }: { readonly items: readonly HistoryItem[] }) {
  return (
    <ScrollRegion label="History" className="-mx-5 max-h-96 px-5 lg:max-h-[42rem]">
      <ol className="flex flex-col">
        {items.map(({ itemId, title, value, timestamp }, n) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: one may come back to an item; the list does not move
            key={n}
            className="flex items-baseline gap-3 border-b py-2 text-sm last:border-b-0"
          >
            <ItemName itemId={itemId} title={title} />
            <span className="ml-auto shrink-0 text-right tabular-nums">
              <span className="block font-medium">{formatScore(value)}</span>
              {timestamp !== null && (
                <span className="block text-ink-soft text-xs">{formatInteractionTime(timestamp)}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
