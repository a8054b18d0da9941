import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { DatasetsView } from "@/features/datasets/datasets-view";
import { routes } from "@/lib/routes";
import { getQueries, Hydrate } from "@/trpc/server";

export const metadata: Metadata = { title: "Data sets" };

export default async function DatasetsPage() {
  const { queryClient, trpc } = getQueries();
  await queryClient.prefetchQuery(trpc.datasets.list.queryOptions());
  return (
    <Hydrate>
      <PageHeader
        title="Data sets"
        description="Who did what with which item: what models are trained and measured on."
        actions={
          <Button look="primary" asChild>
            <Link href={routes.newDataset}>
              <Plus aria-hidden />
              Add a data set
            </Link>
          </Button>
        }
      />
      <DatasetsView />
    </Hydrate>
  );
}
