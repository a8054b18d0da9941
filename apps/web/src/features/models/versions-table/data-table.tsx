import { DataTable } from "@/components/ui/data-table";
import type { VersionGroup } from "../group-versions";
import { type VersionColumnsOptions, versionColumns } from "./columns";

export interface VersionsTableProps extends VersionColumnsOptions {
  readonly group: VersionGroup;
}

export function VersionsTable({ group, ...options }: VersionsTableProps) {
  return (
    <DataTable
      label={`Versions for ${group.datasetName}, ${group.task}, protocol ${group.protocolHash.slice(0, 8)}`}
      columns={versionColumns(group, options)}
      rows={group.versions}
      rowKey={({ id }) => id}
    />
  );
}
