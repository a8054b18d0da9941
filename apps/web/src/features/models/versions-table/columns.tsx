import { ArrowDownWideNarrow } from "lucide-react";
import Link from "next/link";
import type { Column } from "@/components/ui/data-table";
import { rowLink } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { metricTitle } from "@/features/metrics/metric-name";
import { MetricValue } from "@/features/metrics/metric-table";
import { modelHref } from "@/lib/routes";
import { AliasBadges, type ModelVersion } from "../alias-badges";
import type { VersionGroup } from "../group-versions";
import { PromoteDialog } from "../promote-dialog";
import { versionName } from "../version-name";

export interface VersionColumnsOptions {
  readonly sort: string | null;
  readonly onSort: (metric: string | null) => void;
}

/** A column for each metric that any of the group's versions has. */
export function versionColumns(
  { metrics, best }: VersionGroup,
  { sort, onSort }: VersionColumnsOptions,
): readonly Column<ModelVersion>[] {
  return [
    {
      id: "version",
      title: "Version",
      cell: (version) => (
        <span className="flex flex-wrap items-center gap-2">
          <Link href={modelHref(version.id)} className={rowLink}>
            {versionName(version)}
          </Link>
          <AliasBadges aliases={version.aliases} />
        </span>
      ),
    },
    ...metrics.map((key): Column<ModelVersion> => {
      const sorted = key === sort;
      return {
        id: key,
        title: (
          <button
            type="button"
            onClick={() => onSort(sorted ? null : key)}
            aria-pressed={sorted}
            title={sorted ? "Order by age" : "Order by this metric, best first"}
            className="inline-flex items-center gap-1 rounded hover:text-ink aria-pressed:text-primary"
          >
            {sorted && <ArrowDownWideNarrow aria-hidden className="size-3.5" />}
            {metricTitle(key)}
          </button>
        ),
        numeric: true,
        cell: ({ metrics: { [key]: value } }) => (
          <MetricValue value={value ?? null} best={value !== undefined && value === best.get(key)} />
        ),
      };
    }),
    { id: "created", title: "Trained", numeric: true, cell: ({ createdAt }) => <TimeAgo date={createdAt} /> },
    {
      id: "actions",
      title: <span className="sr-only">Actions</span>,
      numeric: true,
      cell: (version) => <PromoteDialog version={version} size="small" />,
    },
  ];
}
