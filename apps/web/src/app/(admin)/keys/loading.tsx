import { PageSkeleton } from "@/components/ui/page-skeleton";
import { KeysTableSkeleton } from "@/features/keys/keys-table/skeleton";

export default function KeysLoading() {
  return (
    <PageSkeleton what="the API keys">
      <KeysTableSkeleton />
    </PageSkeleton>
  );
}
