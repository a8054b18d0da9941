"use client";

import { Card, CardHeader } from "@/components/ui/card";
import { MetricTable } from "@/features/metrics/metric-table";
import type { Run } from "../run-status";
import { epochRows } from "./epoch-rows";
import { EpochTable } from "./epoch-table";
import { LossCard } from "./loss-card";
import { MetricCard } from "./metric-card";
import { payloadsOf, type RunEvent } from "./run-event";
import { RunHeader } from "./run-header";
import { RunLog } from "./run-log";
import { RunProgressCard } from "./run-progress-card";
import { RunSettings } from "./run-settings";
import { useLiveEvents } from "./use-live-events";

export interface RunDetailsProps {
  readonly run: Run;
  readonly events: readonly RunEvent[];
}

export function RunDetails({ run, events }: RunDetailsProps) {
  const liveness = useLiveEvents(run.id, events);
  const rows = epochRows(events);
  const epochs = payloadsOf(events, "run-start").at(-1)?.epochs ?? 0;
  const test = payloadsOf(events, "test-metrics").at(-1);
  return (
    <>
      <RunHeader run={run} />
      <div className="flex flex-col gap-6">
        <RunProgressCard run={run} events={events} liveness={liveness} />
        {test && (
          <Card>
            <CardHeader
              title="On the test rows"
              description="Measured once, at the end, with the best epoch’s weights."
            />
            <MetricTable label="Metrics on the test rows" metrics={test.metrics} />
          </Card>
        )}
        <div className="grid gap-6 lg:grid-cols-2">
          <LossCard events={events} ended={liveness === "ended"} />
          <MetricCard rows={rows} epochs={epochs} ended={liveness === "ended"} />
        </div>
        <EpochTable rows={rows} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <RunSettings run={run} />
          <RunLog events={events} />
        </div>
      </div>
    </>
  );
}
