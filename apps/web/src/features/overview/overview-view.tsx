"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/ui/query-view";
import { Stat } from "@/components/ui/stat";
import { formatCompact, formatCount } from "@/lib/format";
import { useTRPC } from "@/trpc/provider";
import { DatasetsCard } from "./datasets-card";
import { FirstSteps } from "./first-steps";
import { firstSteps, isMoving, type Overview } from "./overview";
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
          {overview.numDatasets > 0 && <OverviewContent overview={overview} />}
        </div>
      )}
    </QueryView>
  );
}

function OverviewContent({ overview }: { readonly overview: Overview }) {
  const { numDatasets, numInteractions, numRuns, numModelVersions, production, recentRuns, datasets } =
    overview;
  return (
    <>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat label="Data sets" value={formatCount(numDatasets)} />
        <Stat
          label="Interactions"
          value={<span title={formatCount(numInteractions)}>{formatCompact(numInteractions)}</span>}
        />
        <Stat label="Runs" value={formatCount(numRuns)} />
        <Stat label="Model versions" value={formatCount(numModelVersions)} />
      </dl>
      <ProductionCard versions={production} hasVersions={numModelVersions > 0} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RecentRunsCard runs={recentRuns} />
        <DatasetsCard datasets={datasets} />
      </div>
    </>
  );
}
