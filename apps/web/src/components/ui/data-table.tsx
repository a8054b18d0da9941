import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";

export interface Column<Data> {
  readonly id: string;
  readonly title: ReactNode;
  /** Right-aligned, with digits of one width. */
  readonly numeric?: boolean;
  readonly cell: (row: Data) => ReactNode;
}

export interface DataTableProps<Data> {
  /** Names the table for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Data>[];
  readonly rows: readonly Data[];
  readonly rowKey: (row: Data) => string;
}

export function DataTable<Data>({ label, columns, rows, rowKey }: DataTableProps<Data>) {
  return (
    <Table label={label}>
      <ColumnHeads columns={columns} />
      <tbody>
        {rows.map((row) => (
          <Row key={rowKey(row)}>
            {columns.map(({ id, numeric, cell }) => (
              <Cell key={id} numeric={numeric ?? false}>
                {cell(row)}
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

export function ColumnHeads<Data>({ columns }: Pick<DataTableProps<Data>, "columns">) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, title, numeric }) => (
          <HeadCell key={id} numeric={numeric ?? false}>
            {title}
          </HeadCell>
        ))}
      </tr>
    </thead>
  );
}

export interface TableSkeletonProps {
  readonly columns: number;
  readonly rows?: number;
}

export function TableSkeleton({ columns, rows = 5 }: TableSkeletonProps) {
  return (
    <div aria-hidden className="flex flex-col">
      {Array.from({ length: rows + 1 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <div key={row} className="flex gap-6 border-b px-4 py-4 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => (
            <Skeleton
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells are all the same
              key={column}
              className={column === 0 ? "h-4 flex-[2]" : "h-4 flex-1"}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
