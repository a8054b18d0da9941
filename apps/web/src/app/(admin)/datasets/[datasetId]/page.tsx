import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DatasetView } from "@/features/datasets/dataset-view";
import { isId } from "@/lib/routes";
import { getQueries, Hydrate, loadOrNotFound } from "@/trpc/server";

type Props = PageProps<"/datasets/[datasetId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const dataset = await loadDataset((await params).datasetId);
  return { title: dataset?.name ?? "Data set" };
}

export default async function DatasetPage({ params }: Props) {
  const { datasetId } = await params;
  const { queryClient, trpc } = getQueries();
  await Promise.all([
    loadDataset(datasetId),
    queryClient.prefetchQuery(trpc.runs.list.queryOptions({ datasetId, limit: 10 })),
  ]);
  return (
    <Hydrate>
      <DatasetView datasetId={datasetId} />
    </Hydrate>
  );
}

function loadDataset(datasetId: string) {
  if (!isId(datasetId)) notFound();
  const { queryClient, trpc } = getQueries();
  return loadOrNotFound(queryClient.fetchQuery(trpc.datasets.get.queryOptions({ datasetId })));
}
