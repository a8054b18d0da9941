import Link from "next/link";
import type { Column } from "@/components/ui/data-table";
import { rowLink } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { runHref } from "@/lib/routes";
import { RunDuration } from "../run-duration";
import type { Run } from "../run-status";
import { RunStatusBadge } from "../run-status-badge";

export const runColumns: readonly Column<Run>[] = [
  {
    id: "model",
    title: "Model",
    cell: ({ id, modelName }) => (
      <Link href={runHref(id)} className={rowLink}>
        {modelName}
      </Link>
    ),
  },
  { id: "status", title: "Status", cell: (run) => <RunStatusBadge run={run} /> },
  { id: "dataset", title: "Data set", cell: ({ datasetName }) => datasetName },
  { id: "task", title: "Task", cell: ({ task }) => task },
  { id: "duration", title: "Took", numeric: true, cell: (run) => <RunDuration run={run} /> },
  { id: "created", title: "Queued", numeric: true, cell: ({ createdAt }) => <TimeAgo date={createdAt} /> },
];
