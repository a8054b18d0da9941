"use client";

import { useQueryState } from "nuqs";
import { LineChart } from "@/charts/lazy-line-chart";
import { Card, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { leadingMetric, metricTitle } from "@/features/metrics/metric-name";
import { ChartPlaceholder } from "./chart-placeholder";
import type { EpochRow } from "./epoch-rows";
import { prepareMetricChart, validationMetrics } from "./prepare-metric-chart";

export interface MetricCardProps {
  readonly rows: readonly EpochRow[];
  readonly epochs: number;
  readonly ended: boolean;
}

export function MetricCard({ rows, epochs, ended }: MetricCardProps) {
  const [wanted, setWanted] = useQueryState("metric");
  const metrics = validationMetrics(rows);
  const metric = metrics.find((key) => key === wanted) ?? leadingMetric(metrics);
  const model = metric === undefined ? null : prepareMetricChart(rows, metric, epochs);
  const reason = ended
    ? "No epoch was measured on validation rows."
    : "The first measurement comes after the first epoch.";
  return (
    <Card>
      <CardHeader
        title="On the validation rows"
        action={
          metrics.length > 1 && (
            <Select
              className="max-w-40"
              aria-label="Metric"
              value={metric}
              onChange={({ target }) => void setWanted(target.value)}
            >
              {metrics.map((key) => (
                <option key={key} value={key}>
                  {metricTitle(key)}
                </option>
              ))}
            </Select>
          )
        }
      />
      <div className="px-5 pb-4">
        {model ? <LineChart model={model} /> : <ChartPlaceholder reason={reason} />}
      </div>
    </Card>
  );
}
