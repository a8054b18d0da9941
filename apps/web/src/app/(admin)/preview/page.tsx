import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { PreviewView } from "@/features/preview/preview-view";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Preview" };

export default async function PreviewPage() {
  const { queryClient, trpc } = getQueries();
  await Promise.all([
    queryClient.prefetchQuery(trpc.datasets.list.queryOptions()),
    queryClient.prefetchQuery(trpc.models.versions.queryOptions({})),
  ]);
  return (
    <Hydrate>
      <PageHeader
        title="Preview"
        description="What two versions would recommend to a real user, beside what that user did."
      />
      <PreviewView />
    </Hydrate>
  );
}
