import { DataTable } from "@/components/ui/data-table";
import type { Dataset } from "../dataset";
import { datasetColumns } from "./columns";

export function DatasetsTable({ datasets }: { readonly datasets: readonly Dataset[] }) {
  return <DataTable label="Data sets" columns={datasetColumns} rows={datasets} rowKey={({ id }) => id} />;
}
