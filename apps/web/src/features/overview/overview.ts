import type { RouterOutputs } from "@/trpc/router";

export type Overview = RouterOutputs["overview"]["get"];

/** One of the steps from nothing to recommendations. */
export interface FirstStep {
  readonly name: "dataset" | "run" | "promote";
  readonly done: boolean;
}

/** The steps, until all of them are done; then none. */
export function firstSteps({ datasets, numModelVersions, production }: Overview): readonly FirstStep[] {
  const steps: readonly FirstStep[] = [
    { name: "dataset", done: datasets.some(({ status }) => status === "READY") },
    { name: "run", done: numModelVersions > 0 },
    { name: "promote", done: production.length > 0 },
  ];
  return steps.every(({ done }) => done) ? [] : steps;
}

/** Whether something is going on that changes the page by itself. */
export const isMoving = ({ datasets, recentRuns }: Overview): boolean =>
  datasets.some(({ status }) => status === "IMPORTING") ||
  recentRuns.some(({ status }) => status === "QUEUED" || status === "RUNNING");
