import { PageSkeleton } from "@/components/ui/page-skeleton";
import { RunsTableSkeleton } from "@/features/runs/runs-table/skeleton";

export default function RunsLoading() {
  return (
    <PageSkeleton what="the runs">
      <RunsTableSkeleton />
    </PageSkeleton>
  );
}
