import { DataTable } from "@/components/ui/data-table";
import type { ApiKey } from "../api-key";
import { keyColumns } from "./columns";

export function KeysTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  return <DataTable label="API keys" columns={keyColumns} rows={keys} rowKey={({ id }) => id} />;
}
