import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { KeysView } from "@/features/keys/keys-view";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const { queryClient, trpc } = getQueries();
  await queryClient.prefetchQuery(trpc.apiKeys.list.queryOptions());
  return (
    <Hydrate>
      <PageHeader
        title="API keys"
        description="Programs ask for recommendations with one, and can do nothing else."
      />
      <KeysView />
    </Hydrate>
  );
}
