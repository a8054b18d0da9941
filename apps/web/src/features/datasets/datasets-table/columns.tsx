import Link from "next/link";
import type { Column } from "@/components/ui/data-table";
import { rowLink } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { formatCount, formatPercent } from "@/lib/format";
import { datasetHref } from "@/lib/routes";
import { type Dataset, sparsity } from "../dataset";
import { DatasetStatusBadge } from "../dataset-status-badge";

export const datasetColumns: readonly Column<Dataset>[] = [
  {
    id: "name",
    title: "Name",
    cell: ({ id, name }) => (
      <Link href={datasetHref(id)} className={rowLink}>
        {name}
      </Link>
    ),
  },
  { id: "status", title: "Status", cell: ({ status }) => <DatasetStatusBadge status={status} /> },
  { id: "users", title: "Users", numeric: true, cell: ({ numUsers }) => formatCount(numUsers) },
  { id: "items", title: "Items", numeric: true, cell: ({ numItems }) => formatCount(numItems) },
  {
    id: "interactions",
    title: "Interactions",
    numeric: true,
    cell: ({ numInteractions }) => formatCount(numInteractions),
  },
  {
    id: "sparsity",
    title: "Sparsity",
    numeric: true,
    cell: (dataset) => {
      const share = sparsity(dataset);
      return share === null ? "–" : formatPercent(share);
    },
  },
  { id: "created", title: "Added", numeric: true, cell: ({ createdAt }) => <TimeAgo date={createdAt} /> },
];
