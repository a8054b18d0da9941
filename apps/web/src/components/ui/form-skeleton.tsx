import { Skeleton } from "@/components/ui/skeleton";

export function FormSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-6 p-5">
      {["a", "b", "c"].map((key) => (
        <div key={key} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-9 w-full" />
        </div>
      ))}
    </div>
  );
}
