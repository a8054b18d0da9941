import { PageHeader } from "@/components/ui/page-header";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Dataset } from "./dataset";
import { DatasetActions } from "./dataset-actions";
import { DatasetStatusBadge } from "./dataset-status-badge";
import { FailedImport } from "./failed-import";
import { ImportProgress } from "./import-progress";
import { ReadyDataset } from "./ready-dataset";

export function DatasetDetails({ dataset }: { readonly dataset: Dataset }) {
  return (
    <>
      <PageHeader
        title={dataset.name}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <DatasetStatusBadge status={dataset.status} />
            <span>
              {dataset.format} · added <TimeAgo date={dataset.createdAt} />
            </span>
          </span>
        }
        actions={<DatasetActions dataset={dataset} />}
      />
      {dataset.status === "IMPORTING" && <ImportProgress dataset={dataset} />}
      {dataset.status === "FAILED" && <FailedImport dataset={dataset} />}
      {dataset.status === "READY" && <ReadyDataset dataset={dataset} />}
    </>
  );
}
