import { Skeleton } from "@/components/ui/skeleton";

export function PreviewSkeleton() {
  return (
    <div aria-hidden className="grid gap-6 lg:grid-cols-3">
      {["history", "left", "right"].map((key) => (
        <div key={key} className="flex flex-col gap-3 rounded-xl border bg-surface p-5">
          <ListSkeleton />
        </div>
      ))}
    </div>
  );
}

export function ListSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-4 py-1">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <Skeleton key={key} className="h-9" />
      ))}
    </div>
  );
}
