"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Boxes, CopyPlus, OctagonX, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { modelHref, newRunHref, runHref } from "@/lib/routes";
import { errorView } from "@/trpc/errors";
import { useTRPC } from "@/trpc/provider";
import { isActive, type Run } from "../run-status";

export function RunActions({ run }: { readonly run: Run }) {
  const runId = run.id;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const keep = (changed: Run) =>
    queryClient.setQueryData(trpc.runs.get.queryKey({ runId: changed.id }), changed);
  const cancel = useMutation(trpc.runs.cancel.mutationOptions({ onSuccess: keep }));
  const retry = useMutation(
    trpc.runs.retry.mutationOptions({
      onSuccess: (started) => {
        keep(started);
        router.push(runHref(started.id));
      },
      onError: (error) => void toast.error(`Could not start it again. ${errorView(error).message}`),
    }),
  );
  if (isActive(run)) {
    return (
      <ConfirmDialog
        trigger={
          <Button disabled={run.cancelRequested}>
            <OctagonX aria-hidden />
            {run.cancelRequested ? "Cancelling …" : "Cancel"}
          </Button>
        }
        title="Cancel this run?"
        description="What it has learned so far is thrown away. It can be started again from the beginning."
        action="Cancel the run"
        look="danger"
        onConfirm={() => cancel.mutateAsync({ runId })}
      />
    );
  }
  return (
    <>
      {run.status !== "SUCCEEDED" && (
        <Button disabled={retry.isPending} onClick={() => retry.mutate({ runId })}>
          <RotateCcw aria-hidden />
          Retry
        </Button>
      )}
      <Button asChild>
        <Link href={newRunHref({ datasetId: run.datasetId, like: runId })}>
          <CopyPlus aria-hidden />
          Run with changes
        </Link>
      </Button>
      {run.modelVersionId && (
        <Button look="primary" asChild>
          <Link href={modelHref(run.modelVersionId)}>
            <Boxes aria-hidden />
            See the version
          </Link>
        </Button>
      )}
    </>
  );
}
