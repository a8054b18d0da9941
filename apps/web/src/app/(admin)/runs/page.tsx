import { Play } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { runsPageSize } from "@/features/runs/runs-page-size";
import { RunsView } from "@/features/runs/runs-view";
import { routes } from "@/lib/routes";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage() {
  const { queryClient, trpc } = getQueries();
  await queryClient.prefetchQuery(trpc.runs.list.queryOptions({ limit: runsPageSize }));
  return (
    <Hydrate>
      <PageHeader
        title="Runs"
        description="Each trains one model on one data set and measures it on rows it has not seen."
        actions={
          <Button look="primary" asChild>
            <Link href={routes.newRun}>
              <Play aria-hidden />
              Start a run
            </Link>
          </Button>
        }
      />
      <RunsView />
    </Hydrate>
  );
}
