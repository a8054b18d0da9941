import { LineChart } from "@/charts/lazy-line-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { ChartPlaceholder } from "./chart-placeholder";
import { prepareLossChart } from "./prepare-loss-chart";
import type { RunEvent } from "./run-event";

export interface LossCardProps {
  readonly events: readonly RunEvent[];
  readonly ended: boolean;
}

export function LossCard({ events, ended }: LossCardProps) {
  const model = prepareLossChart(events);
  const reason = ended
    ? "No loss was recorded: this model has none, or it ended before."
    : "The loss comes with the first steps.";
  return (
    <Card>
      <CardHeader title="Training loss" />
      <div className="px-5 pb-4">
        {model ? <LineChart model={model} /> : <ChartPlaceholder reason={reason} />}
      </div>
    </Card>
  );
}
