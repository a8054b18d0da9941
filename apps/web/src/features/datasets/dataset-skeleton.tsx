import { Skeleton } from "@/components/ui/skeleton";

export function DatasetSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-6">
      <Skeleton className="h-9 w-64" />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {["users", "items", "interactions", "sparsity"].map((key) => (
          <Skeleton key={key} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-56" />
    </div>
  );
}
