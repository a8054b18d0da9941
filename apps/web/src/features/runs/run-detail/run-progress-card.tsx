import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { RunDuration } from "../run-duration";
import type { Run } from "../run-status";
import { prepareProgress } from "./prepare-progress";
import type { RunEvent } from "./run-event";
import type { Liveness } from "./use-live-events";

export interface RunProgressCardProps {
  readonly run: Run;
  readonly events: readonly RunEvent[];
  readonly liveness: Liveness;
}

const tones = {
  QUEUED: "neutral",
  RUNNING: "primary",
  SUCCEEDED: "positive",
  FAILED: "danger",
  CANCELLED: "neutral",
} as const;

/** A dot between two notes. */
const noteLook = "before:mr-2 before:content-['·'] first:before:hidden";

export function RunProgressCard({ run, events, liveness }: RunProgressCardProps) {
  const { title, fraction, notes } = prepareProgress(events);
  return (
    <Card className="flex flex-col gap-3 px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="font-semibold text-base" aria-live="polite">
          {title}
        </h2>
        <p className="flex flex-wrap gap-x-2 text-ink-soft text-sm tabular-nums">
          {notes.map((note) => (
            <span key={note} className={noteLook}>
              {note}
            </span>
          ))}
          {run.startedAt && (
            <span className={noteLook}>
              <RunDuration run={run} />
            </span>
          )}
        </p>
      </div>
      {(fraction !== null || liveness !== "ended") && (
        <Progress label="Progress of the run" fraction={fraction} tone={tones[run.status]} />
      )}
      {liveness === "connecting" && (
        <p role="status" className="text-ink-soft text-xs">
          Connecting to the live log …
        </p>
      )}
      {run.error && (
        <div className="rounded-lg bg-danger-tint px-3 py-2 text-danger text-sm">
          <p className="break-words">{run.error.message}</p>
          <p className="font-mono text-xs">{run.error.code}</p>
        </div>
      )}
    </Card>
  );
}
