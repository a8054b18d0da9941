import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** A page on its way: its header's place and, in a card, that of its content. */
export function PageSkeleton({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <>
      <LoadingNote what={what} />
      <div aria-hidden className="mb-6 flex flex-col gap-2">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <Card>{children}</Card>
    </>
  );
}
