import type { Tone } from "@/components/ui/badge";
import type { RouterOutputs } from "@/trpc/router";

export type Run = RouterOutputs["runs"]["get"];
export type RunStatus = Run["status"];

export const runStatuses = [
  "QUEUED",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLED",
] as const satisfies readonly RunStatus[];

export interface StatusView {
  readonly label: string;
  readonly tone: Tone;
  /** Whether it will still change. */
  readonly active: boolean;
}

const views: Readonly<Record<RunStatus, StatusView>> = {
  QUEUED: { label: "Queued", tone: "notice", active: true },
  RUNNING: { label: "Running", tone: "primary", active: true },
  SUCCEEDED: { label: "Succeeded", tone: "positive", active: false },
  FAILED: { label: "Failed", tone: "danger", active: false },
  CANCELLED: { label: "Cancelled", tone: "neutral", active: false },
};

/** How a run's status is shown; between a cancel and the worker's answer to it, it is "cancelling". */
export function statusView({ status, cancelRequested }: Pick<Run, "status" | "cancelRequested">): StatusView {
  const view = views[status];
  return view.active && cancelRequested ? { ...view, label: "Cancelling", tone: "caution" } : view;
}

export const isActive = ({ status }: Pick<Run, "status">): boolean => views[status].active;
