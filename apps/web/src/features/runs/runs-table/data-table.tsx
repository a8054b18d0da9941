import { DataTable } from "@/components/ui/data-table";
import type { Run } from "../run-status";
import { runColumns } from "./columns";

export function RunsTable({ runs }: { readonly runs: readonly Run[] }) {
  return <DataTable label="Runs" columns={runColumns} rows={runs} rowKey={({ id }) => id} />;
}
