import { TableSkeleton } from "@/components/ui/data-table";
import { rejectedRowColumns } from "./columns";

export function RejectedRowsSkeleton() {
  return <TableSkeleton columns={rejectedRowColumns.length} rows={3} />;
}
