import { LoadingNote } from "@/components/ui/skeleton";
import { ModelSkeleton } from "@/features/models/model-skeleton";

export default function ModelLoading() {
  return (
    <>
      <LoadingNote what="the version" />
      <ModelSkeleton />
    </>
  );
}
