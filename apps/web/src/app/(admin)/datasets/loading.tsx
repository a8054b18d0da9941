import { PageSkeleton } from "@/components/ui/page-skeleton";
import { DatasetsTableSkeleton } from "@/features/datasets/datasets-table/skeleton";

export default function DatasetsLoading() {
  return (
    <PageSkeleton what="the data sets">
      <DatasetsTableSkeleton />
    </PageSkeleton>
  );
}
