import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { OverviewView } from "@/features/overview/overview-view";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const { queryClient, trpc } = getQueries();
  await queryClient.prefetchQuery(trpc.overview.get.queryOptions());
  return (
    <Hydrate>
      <PageHeader title="Overview" description="What is recommended to whom, and how it came about." />
      <OverviewView />
    </Hydrate>
  );
}
