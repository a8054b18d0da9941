import type { Column } from "@/components/ui/data-table";
import { formatCount } from "@/lib/format";
import type { RejectedRow } from "../dataset";

export const rejectedRowColumns: readonly Column<RejectedRow>[] = [
  {
    id: "line",
    title: "Line",
    cell: ({ line }) => <span className="tabular-nums">{formatCount(line)}</span>,
  },
  { id: "reason", title: "Reason", cell: ({ reason }) => reason },
  {
    id: "text",
    title: "Text",
    cell: ({ text }) => <code className="block max-w-md truncate font-mono text-xs">{text}</code>,
  },
];
