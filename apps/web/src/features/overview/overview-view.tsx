"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/ui/query-view";
import { Stat } from "@/components/ui/stat";
import { formatCompact, formatCount } from "@/lib/format";
import { useTRPC } from "@/trpc/provider";
import { DatasetsCard } from "./datasets-card";
import { FirstSteps } from "./first-steps";
import { firstSteps, isMoving } from "./overview";
import { OverviewSkeleton } from "./overview-skeleton";
import { ProductionCard } from "./production-card";
import { RecentRunsCard } from "./recent-runs-card";

export function OverviewView() {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.overview.get.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 2000 : false),
    }),
  );
  return (
    <QueryView query={query} what="the overview" skeleton={<OverviewSkeleton />}>
      {(overview) => (
        <div className="flex flex-col gap-6">
          <FirstSteps steps={firstSteps(overview)} datasetId={overview.datasets[0]?.id} />
          <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            <Stat label="Data sets" value={formatCount(overview.numDatasets)} />
            <Stat
              label="Interactions"
              value={
                <span title={formatCount(overview.numInteractions)}>
                  {formatCompact(overview.numInteractions)}
                </span>
              }
            />
            <Stat label="Runs" value={formatCount(overview.numRuns)} />
            <Stat label="Model versions" value={formatCount(overview.numModelVersions)} />
          </dl>
          <ProductionCard versions={overview.production} hasVersions={overview.numModelVersions > 0} />
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <RecentRunsCard runs={overview.recentRuns} />
            <DatasetsCard datasets={overview.datasets} />
          </div>
        </div>
      )}
    </QueryView>
  );
}
