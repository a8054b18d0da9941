import { PageSkeleton } from "@/components/ui/page-skeleton";
import { VersionsTableSkeleton } from "@/features/models/versions-table/skeleton";

export default function ModelsLoading() {
  return (
    <PageSkeleton what="the model versions">
      <VersionsTableSkeleton />
    </PageSkeleton>
  );
}
