import type { Column } from "@/components/ui/data-table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ApiKey } from "../api-key";
import { RevokeKey } from "../revoke-key";

export const keyColumns: readonly Column<ApiKey>[] = [
  { id: "name", title: "Name", cell: ({ name }) => <span className="font-medium">{name}</span> },
  {
    id: "prefix",
    title: "Begins with",
    cell: ({ prefix }) => <code className="font-mono text-xs">{prefix}…</code>,
  },
  {
    id: "used",
    title: "Last used",
    numeric: true,
    cell: ({ lastUsedAt }) => (lastUsedAt ? <TimeAgo date={lastUsedAt} /> : "never"),
  },
  { id: "created", title: "Made", numeric: true, cell: ({ createdAt }) => <TimeAgo date={createdAt} /> },
  {
    id: "actions",
    title: <span className="sr-only">Actions</span>,
    numeric: true,
    cell: (apiKey) => <RevokeKey apiKey={apiKey} />,
  },
];
