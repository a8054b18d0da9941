"use client";

import { useQuery } from "@tanstack/react-query";
import { Eye, Workflow } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import { MetricTable } from "@/features/metrics/metric-table";
import { RunSettings } from "@/features/runs/run-detail/run-settings";
import { datasetHref, previewHref, runHref } from "@/lib/routes";
import { useTRPC } from "@/trpc/provider";
import { AliasBadges, type ModelVersion } from "./alias-badges";
import { PromoteDialog } from "./promote-dialog";
import { versionName } from "./version-name";

export function ModelDetails({ version }: { readonly version: ModelVersion }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions({ runId: version.runId }));
  const { id, datasetId, datasetName, runId, task, metrics, protocolHash, aliases, createdAt } = version;
  return (
    <>
      <PageHeader
        title={versionName(version)}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <AliasBadges aliases={aliases} />
            <span>
              {task} on{" "}
              <Link href={datasetHref(datasetId)} className="text-primary underline-offset-4 hover:underline">
                {datasetName}
              </Link>
              , trained <TimeAgo date={createdAt} />
            </span>
          </span>
        }
        actions={
          <>
            <Button asChild>
              <Link href={runHref(runId)}>
                <Workflow aria-hidden />
                Its run
              </Link>
            </Button>
            <PromoteDialog version={version} />
            <Button look="primary" asChild>
              <Link href={previewHref({ datasetId, left: id })}>
                <Eye aria-hidden />
                Preview
              </Link>
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card>
          <CardHeader
            title="On the test rows"
            description={
              <>
                Comparable under protocol{" "}
                <code className="font-mono text-xs">{protocolHash.slice(0, 12)}</code> only
              </>
            }
          />
          <MetricTable label="Metrics on the test rows" metrics={metrics} />
        </Card>
        <QueryView query={run} what="its settings" skeleton={<Skeleton className="h-64" />} compact>
          {(loaded) => <RunSettings run={loaded} />}
        </QueryView>
      </div>
    </>
  );
}
