import { TableSkeleton } from "@/components/ui/data-table";

/** How many metrics there will be is not known yet: about as many columns as usual. */
export function VersionsTableSkeleton() {
  return <TableSkeleton columns={6} rows={4} />;
}
