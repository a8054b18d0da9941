import { Ban, CircleAlert, CircleCheck, CircleDashed, LoaderCircle, type LucideIcon } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { type Run, type RunStatus, statusView } from "./run-status";

const icons: Readonly<Record<RunStatus, LucideIcon>> = {
  QUEUED: CircleDashed,
  RUNNING: LoaderCircle,
  SUCCEEDED: CircleCheck,
  FAILED: CircleAlert,
  CANCELLED: Ban,
};

export function RunStatusBadge({ run }: { readonly run: Pick<Run, "status" | "cancelRequested"> }) {
  const { label, tone } = statusView(run);
  const Icon = icons[run.status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={run.status === "RUNNING" ? "animate-spin" : undefined} />
      {label}
    </Badge>
  );
}
