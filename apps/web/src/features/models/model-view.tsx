"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryView } from "@/components/ui/query-view";
import { useTRPC } from "@/trpc/provider";
import { ModelDetails } from "./model-details";
import { ModelSkeleton } from "./model-skeleton";

export function ModelView({ modelVersionId }: { readonly modelVersionId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.models.get.queryOptions({ modelVersionId }));
  return (
    <QueryView query={query} what="the version" skeleton={<ModelSkeleton />}>
      {(version) => <ModelDetails version={version} />}
    </QueryView>
  );
}
