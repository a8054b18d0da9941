import { TableSkeleton } from "@/components/ui/data-table";
import { runColumns } from "./columns";

export function RunsTableSkeleton({ rows = 6 }: { readonly rows?: number }) {
  return <TableSkeleton columns={runColumns.length} rows={rows} />;
}
