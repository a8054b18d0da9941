import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { rowLink } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Run } from "@/features/runs/run-status";
import { RunStatusBadge } from "@/features/runs/run-status-badge";
import { NoRuns } from "@/features/runs/runs-table/empty-states";
import { routes, runHref } from "@/lib/routes";

export function RecentRunsCard({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <Card>
      <CardHeader
        title="Recent runs"
        action={
          <Link
            href={routes.runs}
            className="rounded text-primary text-sm underline-offset-4 hover:underline"
          >
            All runs
          </Link>
        }
      />
      {runs.length === 0 ? (
        <NoRuns />
      ) : (
        <ul className="px-2 pb-2">
          {runs.map((run) => (
            <li
              key={run.id}
              className="relative flex items-center justify-between gap-3 rounded-lg px-3 py-2 hover:bg-well/60"
            >
              <span className="min-w-0">
                <Link href={runHref(run.id)} className={`${rowLink} text-sm`}>
                  {run.modelName}
                </Link>
                <span className="block truncate text-ink-soft text-xs">
                  {run.datasetName} · <TimeAgo date={run.createdAt} />
                </span>
              </span>
              <RunStatusBadge run={run} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
