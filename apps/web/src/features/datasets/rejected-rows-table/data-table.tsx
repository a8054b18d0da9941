import { DataTable } from "@/components/ui/data-table";
import type { RejectedRow } from "../dataset";
import { rejectedRowColumns } from "./columns";

export function RejectedRowsTable({ rows }: { readonly rows: readonly RejectedRow[] }) {
  return (
    <DataTable
      label="Rows set aside"
      columns={rejectedRowColumns}
      rows={rows}
      rowKey={({ line, text }) => `${line} ${text}`}
    />
  );
}
