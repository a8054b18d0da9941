"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { filterRuns } from "./filter-runs";
import { isActive, runStatuses } from "./run-status";
import { RunsFilter } from "./runs-filter";
import { runsPageSize } from "./runs-page-size";
import { RunsTable } from "./runs-table/data-table";
import { NoRunFound, NoRuns } from "./runs-table/empty-states";
import { RunsTableSkeleton } from "./runs-table/skeleton";

const maxRuns = 500;

export function RunsView() {
  const trpc = useTRPC();
  const [{ status, q, limit }, setState] = useQueryStates({
    status: parseAsStringLiteral(runStatuses),
    q: parseAsString.withDefault(""),
    limit: parseAsInteger.withDefault(runsPageSize),
  });
  const shownLimit = Math.min(maxRuns, Math.max(1, limit));
  const query = useQuery(
    trpc.runs.list.queryOptions(
      { limit: shownLimit },
      {
        placeholderData: (previous) => previous,
        refetchInterval: ({ state }) => (state.data?.some(isActive) ? 3000 : false),
      },
    ),
  );
  const clear = () => void setState({ status: null, q: null });
  const hasAny = (query.data?.length ?? 0) > 0;
  const hasMore = (query.data?.length ?? 0) >= shownLimit && shownLimit < maxRuns;
  return (
    <>
      {hasAny && (
        <RunsFilter
          status={status}
          search={q}
          onStatus={(next) => void setState({ status: next })}
          onSearch={(next) => void setState({ q: next || null })}
        />
      )}
      <Card>
        <QueryView query={query} what="the runs" skeleton={<RunsTableSkeleton />}>
          {(runs) => {
            if (runs.length === 0) return <NoRuns />;
            const found = filterRuns(runs, { status, search: q });
            return found.length === 0 ? <NoRunFound onClear={clear} /> : <RunsTable runs={found} />;
          }}
        </QueryView>
      </Card>
      {hasMore && (
        <div className="mt-4 flex flex-col items-center gap-2 text-ink-soft text-sm">
          <p>These are the latest {shownLimit} runs.</p>
          <Button
            size="small"
            disabled={query.isPlaceholderData}
            onClick={() => void setState({ limit: Math.min(maxRuns, shownLimit + runsPageSize) })}
          >
            Look further back
          </Button>
        </div>
      )}
    </>
  );
}
