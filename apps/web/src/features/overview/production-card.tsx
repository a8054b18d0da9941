import { Eye, Rocket } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StateMessage } from "@/components/ui/state-message";
import { rowLink } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { leadingMetric, metricKeys, metricTitle } from "@/features/metrics/metric-name";
import type { ModelVersion } from "@/features/models/alias-badges";
import { versionName } from "@/features/models/version-name";
import { formatMetric } from "@/lib/format";
import { modelHref, previewHref, routes } from "@/lib/routes";

export interface ProductionCardProps {
  readonly versions: readonly ModelVersion[];
  readonly hasVersions: boolean;
}

const columns: readonly Column<ModelVersion>[] = [
  { id: "dataset", title: "Data set", cell: ({ datasetName }) => datasetName },
  {
    id: "version",
    title: "Version",
    cell: (version) => (
      <Link href={modelHref(version.id)} className={rowLink}>
        {versionName(version)}
      </Link>
    ),
  },
  {
    id: "metric",
    title: "On the test rows",
    numeric: true,
    cell: ({ metrics }) => {
      const key = leadingMetric(metricKeys([metrics]));
      const value = key === undefined ? undefined : metrics[key];
      return key === undefined || value === undefined ? "–" : `${metricTitle(key)} ${formatMetric(value)}`;
    },
  },
  { id: "created", title: "Trained", numeric: true, cell: ({ createdAt }) => <TimeAgo date={createdAt} /> },
  {
    id: "actions",
    title: <span className="sr-only">Actions</span>,
    numeric: true,
    cell: ({ id, datasetId, datasetName }) => (
      <Button asChild size="small" className="relative z-10">
        <Link href={previewHref({ datasetId, left: id })} aria-label={`Preview ${datasetName}`}>
          <Eye aria-hidden />
          Preview
        </Link>
      </Button>
    ),
  },
];

export function ProductionCard({ versions, hasVersions }: ProductionCardProps) {
  return (
    <Card>
      <CardHeader title="In production" description="What clients get, for each data set." />
      {versions.length === 0 ? (
        <StateMessage
          icon={Rocket}
          compact
          title="Nothing is in production"
          actions={
            hasVersions && (
              <Button asChild>
                <Link href={routes.models}>Choose a version</Link>
              </Button>
            )
          }
        >
          Clients get what is popular until a version is promoted.
        </StateMessage>
      ) : (
        <DataTable label="Versions in production" columns={columns} rows={versions} rowKey={({ id }) => id} />
      )}
    </Card>
  );
}
