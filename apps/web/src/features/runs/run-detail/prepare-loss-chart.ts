import type { ChartPoint, LineChartModel } from "@/charts/line-chart-model";
import { ticks } from "@/charts/ticks";
import { formatScore } from "@/lib/format";
import { epochRows } from "./epoch-rows";
import { payloadsOf, type RunEvent } from "./run-event";

/** How many dots are told apart at the size of the chart. */
const maxDots = 300;

/** The training loss by epoch. Null before there is any, and for a model that has none. */
export function prepareLossChart(events: readonly RunEvent[]): LineChartModel | null {
  const from = events.findLastIndex(({ payload }) => payload.type === "run-start");
  const attempt = from < 0 ? [] : events.slice(from);
  const start = payloadsOf(attempt, "run-start")[0];
  if (!start) return null;
  const means = epochRows(attempt).map(({ epoch, loss }): ChartPoint => ({ x: epoch, y: loss }));
  const batches = thinOut(
    payloadsOf(attempt, "progress").map(({ epoch, step, loss }) => ({
      x: epoch - 1 + (step + 1) / Math.max(1, start.stepsPerEpoch),
      y: loss,
    })),
  );
  const known = [...means, ...batches].flatMap(({ y }) => (y === null ? [] : [y]));
  if (known.length === 0) return null;
  return {
    summary: summarize(means),
    xTitle: "Epoch",
    xTicks: ticks(0, start.epochs, 6, true),
    yTicks: ticks(Math.min(...known), Math.max(...known), 4),
    series: [
      { name: "Single batches", look: "dots", points: batches },
      { name: "Mean of the epoch", look: "line", points: means },
    ],
    mark: null,
  };
}

function summarize(means: readonly ChartPoint[]): string {
  const known = means.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return "Training loss of single batches; no epoch has ended yet.";
  if (first === last) return `Training loss: ${formatScore(first.y)} after epoch ${first.x}.`;
  const lowest = known.reduce((low, point) => (point.y < low.y ? point : low));
  return `Training loss by epoch: from ${formatScore(first.y)} after epoch ${first.x} to ${formatScore(last.y)} after epoch ${last.x}; lowest ${formatScore(lowest.y)} after epoch ${lowest.x}.`;
}

/** At most `maxDots` of the points, evenly taken, the last always among them. */
function thinOut(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const every = Math.ceil(points.length / maxDots);
  return points.filter((_, n) => (points.length - 1 - n) % every === 0);
}
