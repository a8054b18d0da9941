import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { rowLink } from "@/components/ui/table";
import type { Dataset } from "@/features/datasets/dataset";
import { DatasetStatusBadge } from "@/features/datasets/dataset-status-badge";
import { NoDatasets } from "@/features/datasets/datasets-table/empty-states";
import { formatCompact } from "@/lib/format";
import { datasetHref, routes } from "@/lib/routes";

const shown = 6;

export function DatasetsCard({ datasets }: { readonly datasets: readonly Dataset[] }) {
  return (
    <Card>
      <CardHeader
        title="Data sets"
        action={
          <Link
            href={routes.datasets}
            className="rounded text-primary text-sm underline-offset-4 hover:underline"
          >
            All data sets
          </Link>
        }
      />
      {datasets.length === 0 ? (
        <NoDatasets />
      ) : (
        <ul className="px-2 pb-2">
          {datasets.slice(0, shown).map(({ id, name, status, numUsers, numItems, numInteractions }) => (
            <li
              key={id}
              className="relative flex items-center justify-between gap-3 rounded-lg px-3 py-2 hover:bg-well/60"
            >
              <span className="min-w-0">
                <Link href={datasetHref(id)} className={`${rowLink} text-sm`}>
                  {name}
                </Link>
                <span className="block truncate text-ink-soft text-xs">
                  {formatCompact(numInteractions)} interactions of {formatCompact(numUsers)} users with{" "}
                  {formatCompact(numItems)} items
                </span>
              </span>
              <DatasetStatusBadge status={status} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
