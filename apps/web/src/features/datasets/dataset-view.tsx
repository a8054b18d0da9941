"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { importPollMs, isImporting } from "./dataset";
import { DatasetDetails } from "./dataset-details";
import { DatasetSkeleton } from "./dataset-skeleton";

export function DatasetView({ datasetId }: { readonly datasetId: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.datasets.get.queryOptions(
      { datasetId },
      { refetchInterval: ({ state }) => (state.data && isImporting(state.data) ? importPollMs : false) },
    ),
  );
  return (
    <QueryView query={query} what="the data set" skeleton={<DatasetSkeleton />}>
      {(dataset) => <DatasetDetails dataset={dataset} />}
    </QueryView>
  );
}
