import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { OverviewSkeleton } from "@/features/overview/overview-skeleton";

export default function OverviewLoading() {
  return (
    <>
      <LoadingNote what="the overview" />
      <Skeleton className="mb-6 h-14 w-72" />
      <OverviewSkeleton />
    </>
  );
}
