import Link from "next/link";
import { PageHeader } from "@/components/ui/page-header";
import { TimeAgo } from "@/components/ui/time-ago";
import { datasetHref } from "@/lib/routes";
import type { Run } from "../run-status";
import { RunStatusBadge } from "../run-status-badge";
import { RunActions } from "./run-actions";

export function RunHeader({ run }: { readonly run: Run }) {
  return (
    <PageHeader
      title={run.modelName}
      description={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <RunStatusBadge run={run} />
          <span>
            {run.task} on{" "}
            <Link
              href={datasetHref(run.datasetId)}
              className="text-primary underline-offset-4 hover:underline"
            >
              {run.datasetName}
            </Link>
            , queued <TimeAgo date={run.createdAt} />
          </span>
        </span>
      }
      actions={<RunActions run={run} />}
    />
  );
}
