"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { Card } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { SearchField } from "@/components/ui/search-field";
import { useTRPC } from "@/trpc/provider";
import { filterDatasets, importPollMs, isImporting } from "./dataset";
import { DatasetsTable } from "./datasets-table/data-table";
import { NoDatasetFound, NoDatasets } from "./datasets-table/empty-states";
import { DatasetsTableSkeleton } from "./datasets-table/skeleton";

export function DatasetsView() {
  const trpc = useTRPC();
  const [search, setSearch] = useQueryState("q", { defaultValue: "" });
  const query = useQuery(
    trpc.datasets.list.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.some(isImporting) ? importPollMs : false),
    }),
  );
  const hasAny = (query.data?.length ?? 0) > 0;
  return (
    <>
      {hasAny && (
        <div className="mb-4">
          <SearchField
            label="Search data sets"
            value={search}
            onChange={(text) => void setSearch(text || null)}
          />
        </div>
      )}
      <Card>
        <QueryView query={query} what="the data sets" skeleton={<DatasetsTableSkeleton />}>
          {(datasets) => {
            if (datasets.length === 0) return <NoDatasets />;
            const found = filterDatasets(datasets, search);
            return found.length === 0 ? (
              <NoDatasetFound search={search} onClear={() => void setSearch(null)} />
            ) : (
              <DatasetsTable datasets={found} />
            );
          }}
        </QueryView>
      </Card>
    </>
  );
}
