import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunView } from "@/features/runs/run-detail/run-view";
import { isId } from "@/lib/routes";
import { getQueries, Hydrate, loadOrNotFound } from "@/trpc/server";

type Props = PageProps<"/runs/[runId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await loadRun((await params).runId);
  return { title: run ? `Run of ${run.modelName} on ${run.datasetName}` : "Run" };
}

export default async function RunPage({ params }: Props) {
  const { runId } = await params;
  const { queryClient, trpc } = getQueries();
  await Promise.all([loadRun(runId), queryClient.prefetchQuery(trpc.runs.events.queryOptions({ runId }))]);
  return (
    <Hydrate>
      <RunView runId={runId} />
    </Hydrate>
  );
}

function loadRun(runId: string) {
  if (!isId(runId)) notFound();
  const { queryClient, trpc } = getQueries();
  return loadOrNotFound(queryClient.fetchQuery(trpc.runs.get.queryOptions({ runId })));
}
