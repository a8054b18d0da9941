import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { NewRunView } from "@/features/runs/new-run/new-run-view";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Start a run" };

export default async function NewRunPage() {
  const { queryClient, trpc } = getQueries();
  await Promise.all([
    queryClient.prefetchQuery(trpc.datasets.list.queryOptions()),
    queryClient.prefetchQuery(trpc.models.definitions.queryOptions()),
  ]);
  return (
    <Hydrate>
      <PageHeader
        title="Start a run"
        description="A worker trains the model, measures it, and keeps it as a version."
      />
      <NewRunView />
    </Hydrate>
  );
}
