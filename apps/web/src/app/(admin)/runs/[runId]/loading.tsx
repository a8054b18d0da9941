import { LoadingNote } from "@/components/ui/skeleton";
import { RunSkeleton } from "@/features/runs/run-detail/run-skeleton";

export default function RunLoading() {
  return (
    <>
      <LoadingNote what="the run" />
      <RunSkeleton />
    </>
  );
}
