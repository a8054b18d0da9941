"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { LoadingNote } from "@/components/ui/skeleton";

export interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  /** What is loaded, as in "Loading the runs …". */
  readonly what: string;
  readonly skeleton: ReactNode;
  readonly compact?: boolean;
  readonly children: (data: Data) => ReactNode;
}

/** The three states that every view of data has: loading, failed, there. Data once shown stays while it is refreshed. */
export function QueryView<Data>({ query, what, skeleton, compact = false, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <ErrorState what={what} error={query.error} onRetry={() => void query.refetch()} compact={compact} />
    );
  }
  return (
    <>
      <LoadingNote what={what} />
      {skeleton}
    </>
  );
}
