import type { Run, RunStatus } from "./run-status";

export interface RunFilter {
  readonly status: RunStatus | null;
  /** A part of the model's or the data set's name, in any case. */
  readonly search: string;
}

export function filterRuns(runs: readonly Run[], { status, search }: RunFilter): readonly Run[] {
  const part = search.trim().toLowerCase();
  return runs.filter(
    (run) =>
      (status === null || run.status === status) &&
      (run.modelName.toLowerCase().includes(part) || run.datasetName.toLowerCase().includes(part)),
  );
}
