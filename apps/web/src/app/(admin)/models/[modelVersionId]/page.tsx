import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ModelView } from "@/features/models/model-view";
import { versionName } from "@/features/models/version-name";
import { isId } from "@/lib/routes";
import { getQueries, Hydrate, loadOrNotFound } from "@/trpc/server";

type Props = PageProps<"/models/[modelVersionId]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const version = await loadVersion((await params).modelVersionId);
  return { title: version ? `${versionName(version)} for ${version.datasetName}` : "Version" };
}

export default async function ModelPage({ params }: Props) {
  const { modelVersionId } = await params;
  const version = await loadVersion(modelVersionId);
  const { queryClient, trpc } = getQueries();
  if (version) await queryClient.prefetchQuery(trpc.runs.get.queryOptions({ runId: version.runId }));
  return (
    <Hydrate>
      <ModelView modelVersionId={modelVersionId} />
    </Hydrate>
  );
}

function loadVersion(modelVersionId: string) {
  if (!isId(modelVersionId)) notFound();
  const { queryClient, trpc } = getQueries();
  return loadOrNotFound(queryClient.fetchQuery(trpc.models.get.queryOptions({ modelVersionId })));
}
