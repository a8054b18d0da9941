import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { ModelsView } from "@/features/models/models-view";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage() {
  const { queryClient, trpc } = getQueries();
  await queryClient.prefetchQuery(trpc.models.versions.queryOptions({}));
  return (
    <Hydrate>
      <PageHeader
        title="Models"
        description="Every version that a run has left, with what it reached on rows it had not seen."
      />
      <ModelsView />
    </Hydrate>
  );
}
