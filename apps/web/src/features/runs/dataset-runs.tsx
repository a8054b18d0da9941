"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { isActive } from "./run-status";
import { RunsTable } from "./runs-table/data-table";
import { NoRuns } from "./runs-table/empty-states";
import { RunsTableSkeleton } from "./runs-table/skeleton";

/** The latest runs on one data set. */
export function DatasetRuns({ datasetId }: { readonly datasetId: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.runs.list.queryOptions(
      { datasetId, limit: 10 },
      { refetchInterval: ({ state }) => (state.data?.some(isActive) ? 3000 : false) },
    ),
  );
  return (
    <Card>
      <CardHeader title="Latest runs" />
      <QueryView query={query} what="the runs" skeleton={<RunsTableSkeleton rows={3} />} compact>
        {(runs) => (runs.length === 0 ? <NoRuns datasetId={datasetId} /> : <RunsTable runs={runs} />)}
      </QueryView>
    </Card>
  );
}
