import type { Dataset } from "@/features/datasets/dataset";
import type { ModelVersion } from "@/features/models/alias-badges";

export interface WantedPreview {
  readonly dataset: string | null;
  readonly left: string | null;
  readonly right: string | null;
}

export interface PreviewChoice {
  readonly dataset: Dataset;
  /** Those that can be looked at. */
  readonly datasets: readonly Dataset[];
  /** Those of the data set, newest first. */
  readonly versions: readonly ModelVersion[];
  /** Null where there is none. */
  readonly left: ModelVersion | null;
  readonly right: ModelVersion | null;
}

/**
 * What to look at: what the URL says, else the data set with something in production; on the left what is in
 * production, on the right the newest other version. Null where no data set is ready.
 */
export function choosePreview(
  wanted: WantedPreview,
  allDatasets: readonly Dataset[],
  allVersions: readonly ModelVersion[],
): PreviewChoice | null {
  const datasets = allDatasets.filter(({ status }) => status === "READY");
  const inProduction = allVersions.find(isProduction);
  const dataset =
    datasets.find(({ id }) => id === wanted.dataset) ??
    datasets.find(({ id }) => id === inProduction?.datasetId) ??
    datasets.find(({ id }) => allVersions.some((version) => version.datasetId === id)) ??
    datasets[0];
  if (!dataset) return null;
  const versions = allVersions.filter((version) => version.datasetId === dataset.id);
  const named = (id: string | null) => versions.find((version) => version.id === id);
  const wantedRight = named(wanted.right);
  const left =
    named(wanted.left) ??
    versions.find((version) => isProduction(version) && version !== wantedRight) ??
    versions.find((version) => version !== wantedRight) ??
    null;
  const right = wantedRight ?? versions.find((version) => version !== left) ?? null;
  return { dataset, datasets, versions, left, right };
}

const isProduction = ({ aliases }: ModelVersion): boolean => aliases.includes("production");
