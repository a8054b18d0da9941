import type { Dataset } from "@/features/datasets/dataset";
import type { Run } from "../run-status";
import type { ModelDefinition, Task } from "./run-form";

export interface WantedSubject {
  readonly dataset: string | null;
  readonly model: string | null;
  readonly task: Task | null;
}

export interface Subject {
  readonly dataset: Dataset;
  /** Those that can be trained on. */
  readonly datasets: readonly Dataset[];
  readonly definition: ModelDefinition;
  readonly task: Task;
}

/**
 * What a run is about: what the URL says, else what the earlier run was about, else the newest data set and the first
 * model that learns. Null where no data set can be trained on.
 */
export function chooseSubject(
  wanted: WantedSubject,
  like: Pick<Run, "datasetId" | "modelName" | "task"> | undefined,
  allDatasets: readonly Dataset[],
  definitions: readonly ModelDefinition[],
): Subject | null {
  const datasets = allDatasets.filter(({ status }) => status === "READY");
  const datasetId = wanted.dataset ?? like?.datasetId;
  const dataset = datasets.find(({ id }) => id === datasetId) ?? datasets[0];
  const model = wanted.model ?? like?.modelName;
  const definition =
    definitions.find(({ name }) => name === model) ??
    definitions.find(({ name }) => name === "neumf") ??
    definitions[0];
  if (!dataset || !definition) return null;
  const task = [wanted.task, like?.task, "ranking" as const, definition.tasks[0]].find(
    (candidate): candidate is Task => candidate != null && definition.tasks.includes(candidate),
  );
  return task ? { dataset, datasets, definition, task } : null;
}
