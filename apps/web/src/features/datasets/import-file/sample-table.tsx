import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { type ColumnChoice, columnRoles } from "./column-roles";
import type { Sample } from "./read-sample";

export interface SampleTableProps {
  readonly sample: Sample;
  /** Null for a file without a header: its first line is a row like the others. */
  readonly columns: ColumnChoice | null;
}

export function SampleTable({ sample, columns }: SampleTableProps) {
  const rows = columns ? sample.rows : [sample.header, ...sample.rows].slice(0, 10);
  const roleOf = (name: string) =>
    columns && name !== "" ? columnRoles.find((role) => columns[role] === name) : undefined;
  return (
    <Table label="The file’s first rows" className="border-t">
      {columns && (
        <thead>
          <tr>
            {sample.header.map((name, column) => {
              const role = roleOf(name);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity, and do not move
                <HeadCell key={column}>
                  <span className="flex items-center gap-2">
                    {name || "(no name)"}
                    {role && <Badge tone="primary">{role === "timestamp" ? "time" : role}</Badge>}
                  </span>
                </HeadCell>
              );
            })}
          </tr>
        </thead>
      )}
      <tbody>
        {rows.map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows may repeat, and do not move
          <Row key={line}>
            {row.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Cell key={column} className="max-w-64 truncate font-mono text-xs">
                {value}
              </Cell>
            ))}
          </Row>
        ))}
        {rows.length === 0 && (
          <Row>
            <Cell colSpan={Math.max(1, sample.header.length)} className="text-ink-soft">
              There are no rows below the header.
            </Cell>
          </Row>
        )}
      </tbody>
    </Table>
  );
}
