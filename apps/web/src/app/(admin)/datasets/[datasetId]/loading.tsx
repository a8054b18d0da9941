import { LoadingNote } from "@/components/ui/skeleton";
import { DatasetSkeleton } from "@/features/datasets/dataset-skeleton";

export default function DatasetLoading() {
  return (
    <>
      <LoadingNote what="the data set" />
      <DatasetSkeleton />
    </>
  );
}
