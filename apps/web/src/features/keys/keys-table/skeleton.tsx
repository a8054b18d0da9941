import { TableSkeleton } from "@/components/ui/data-table";
import { keyColumns } from "./columns";

export function KeysTableSkeleton() {
  return <TableSkeleton columns={keyColumns.length} rows={3} />;
}
