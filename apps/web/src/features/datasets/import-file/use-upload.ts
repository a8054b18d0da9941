"use client";

import { useEffect, useRef, useState } from "react";
import { errorView } from "@/trpc/errors";
import { type Upload, uploadFile } from "./upload";

type UploadState =
  | { readonly kind: "idle" }
  | { readonly kind: "uploading"; readonly fraction: number }
  | { readonly kind: "failed"; readonly problem: string };

/** One upload at a time. Leaving the page while it runs ends it, after the browser has asked. */
export function useUpload(onAccepted: (datasetId: string) => Promise<void>) {
  const [state, setState] = useState<UploadState>({ kind: "idle" });
  const abort = useRef<AbortController>(null);
  const isUploading = state.kind === "uploading";

  useEffect(() => () => abort.current?.abort(), []);
  useEffect(() => {
    if (!isUploading) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isUploading]);

  const start = async (upload: Omit<Upload, "onProgress" | "signal">) => {
    const controller = new AbortController();
    abort.current = controller;
    setState({ kind: "uploading", fraction: 0 });
    try {
      const onProgress = (fraction: number) => setState({ kind: "uploading", fraction });
      const datasetId = await uploadFile({ ...upload, onProgress, signal: controller.signal });
      await onAccepted(datasetId);
    } catch (error) {
      setState(
        controller.signal.aborted ? { kind: "idle" } : { kind: "failed", problem: errorView(error).message },
      );
    }
  };

  return {
    start,
    cancel: () => abort.current?.abort(),
    reset: () => setState({ kind: "idle" }),
    isUploading,
    fraction: isUploading ? state.fraction : 0,
    problem: state.kind === "failed" ? state.problem : null,
  };
}
