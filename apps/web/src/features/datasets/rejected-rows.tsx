"use client";

import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { formatPlural } from "@/lib/format";
import { useTRPC } from "@/trpc/provider";
import type { Dataset } from "./dataset";
import { RejectedRowsTable } from "./rejected-rows-table/data-table";
import { NoRejectedRows } from "./rejected-rows-table/empty-states";
import { RejectedRowsSkeleton } from "./rejected-rows-table/skeleton";

/** The rows that an import set aside, each with its line and the reason. */
export function RejectedRows({ dataset }: { readonly dataset: Dataset }) {
  const { id: datasetId, numRowsRejected } = dataset;
  const trpc = useTRPC();
  const hasAny = numRowsRejected > 0;
  const query = useQuery(trpc.datasets.rejectedRows.queryOptions({ datasetId }, { enabled: hasAny }));
  const shown = query.data?.length ?? 0;
  const description =
    hasAny && shown > 0 && shown < numRowsRejected
      ? `${formatPlural(numRowsRejected, "row")}; the first ${shown} of them`
      : hasAny
        ? formatPlural(numRowsRejected, "row")
        : undefined;
  return (
    <Card>
      <CardHeader title="Rows set aside" description={description} />
      {hasAny ? (
        <QueryView query={query} what="the rows set aside" skeleton={<RejectedRowsSkeleton />} compact>
          {(rows) => <RejectedRowsTable rows={rows} />}
        </QueryView>
      ) : (
        <NoRejectedRows />
      )}
    </Card>
  );
}
