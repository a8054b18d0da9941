import { FormSkeleton } from "@/components/ui/form-skeleton";
import { PageSkeleton } from "@/components/ui/page-skeleton";

export default function NewRunLoading() {
  return (
    <PageSkeleton what="the form">
      <FormSkeleton />
    </PageSkeleton>
  );
}
