import type { ChartMark, ChartPoint, LineChartModel } from "@/charts/line-chart-model";
import { ticks } from "@/charts/ticks";
import { metricKeys, metricTitle } from "@/features/metrics/metric-name";
import { formatMetric } from "@/lib/format";
import { bestEpoch, type EpochRow } from "./epoch-rows";

/** The metrics that were taken on validation rows. */
export const validationMetrics = (rows: readonly EpochRow[]): readonly string[] =>
  metricKeys(rows.flatMap(({ metrics }) => (metrics ? [metrics] : [])));

/**
 * One validation metric by epoch, the best epoch marked. Null before the first evaluation that has it.
 *
 * @param epochs how many the run has at most
 */
export function prepareMetricChart(
  rows: readonly EpochRow[],
  metric: string,
  epochs: number,
): LineChartModel | null {
  const points = rows
    // An epoch that was not evaluated is no hole in the evaluations; one that lacks the metric is.
    .filter(({ metrics }) => metrics !== null)
    .map(({ epoch, metrics }): ChartPoint => ({ x: epoch, y: finiteOrNull(metrics?.[metric]) }));
  const known = points.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]));
  const last = known.at(-1);
  if (!last) return null;
  const best = known.find(({ x }) => x === bestEpoch(rows));
  const values = known.map(({ y }) => y);
  const title = metricTitle(metric);
  const xEnd = Math.max(epochs, last.x);
  const atBest = best ? ` Best epoch: ${best.x}, with ${formatMetric(best.y)}.` : "";
  return {
    summary: `${title} on the validation rows: ${formatMetric(last.y)} after epoch ${last.x}.${atBest}`,
    xTitle: "Epoch",
    xTicks: ticks(0, xEnd, 6, true),
    yTicks: ticks(Math.min(...values), Math.max(...values), 4),
    series: [{ name: title, look: "line", points }],
    mark: best ? { ...best, label: `best: epoch ${best.x}`, anchor: anchorAt(best.x / xEnd) } : null,
  };
}

/** @param place from 0, the chart's left edge, to 1, its right one */
const anchorAt = (place: number): ChartMark["anchor"] =>
  place < 0.15 ? "start" : place > 0.85 ? "end" : "middle";

const finiteOrNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
