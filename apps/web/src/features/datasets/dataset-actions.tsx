"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eye, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { newRunHref, previewHref, routes } from "@/lib/routes";
import { useTRPC } from "@/trpc/provider";
import type { Dataset } from "./dataset";

export function DatasetActions({ dataset }: { readonly dataset: Dataset }) {
  const { id: datasetId, name, status } = dataset;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.datasets.remove.mutationOptions());
  const confirm = async () => {
    await remove.mutateAsync({ datasetId });
    toast.success(`Removed “${name}”.`);
    router.push(routes.datasets);
    // The page that is left must not ask for what is gone.
    queryClient.removeQueries(trpc.datasets.get.queryFilter({ datasetId }));
    await queryClient.invalidateQueries(trpc.datasets.list.queryFilter());
    await queryClient.invalidateQueries(trpc.overview.pathFilter());
  };
  return (
    <>
      {status !== "IMPORTING" && (
        <ConfirmDialog
          trigger={
            <Button>
              <Trash2 aria-hidden />
              Remove
            </Button>
          }
          title={`Remove “${name}”?`}
          description="Its interactions, runs and model versions go with it. Clients that ask for its recommendations get an error. This cannot be taken back."
          action="Remove the data set"
          look="danger"
          onConfirm={confirm}
        />
      )}
      {status === "READY" && (
        <>
          <Button asChild>
            <Link href={previewHref({ datasetId })}>
              <Eye aria-hidden />
              Preview
            </Link>
          </Button>
          <Button look="primary" asChild>
            <Link href={newRunHref({ datasetId })}>
              <Play aria-hidden />
              Start a run
            </Link>
          </Button>
        </>
      )}
    </>
  );
}
