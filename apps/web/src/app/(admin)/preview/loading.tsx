import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { PreviewSkeleton } from "@/features/preview/preview-skeleton";

export default function PreviewLoading() {
  return (
    <>
      <LoadingNote what="the preview" />
      <Skeleton className="mb-6 h-14 w-72" />
      <PreviewSkeleton />
    </>
  );
}
