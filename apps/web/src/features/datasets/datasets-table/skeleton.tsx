import { TableSkeleton } from "@/components/ui/data-table";
import { datasetColumns } from "./columns";

export function DatasetsTableSkeleton() {
  return <TableSkeleton columns={datasetColumns.length} />;
}
