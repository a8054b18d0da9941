import { leadingMetric, metricKeys, metricTitle } from "@/features/metrics/metric-name";
import {
  formatCompact,
  formatCount,
  formatMetric,
  formatPlural,
  formatScore,
  formatSeconds,
} from "@/lib/format";
import type { RunEventPayload } from "./run-event";

/** A line of the run's log. Null for what the curves show better: single steps. */
export function describeEvent(payload: RunEventPayload): string | null {
  switch (payload.type) {
    case "queued":
      return "Queued";
    case "claimed":
      return `Taken by worker ${payload.workerId}`;
    case "data-loaded":
      return `Read ${formatCount(payload.numInteractions)} interactions in ${formatSeconds(payload.seconds)}`;
    case "run-start":
      return `Training ${payload.model} for at most ${formatPlural(payload.epochs, "epoch")} of ${formatPlural(payload.stepsPerEpoch, "step")} on ${payload.backend}, seed ${payload.seed}`;
    case "progress":
      return null;
    case "epoch-end": {
      const loss = payload.loss === null ? "" : `loss ${formatScore(payload.loss)}, `;
      return `Epoch ${payload.epoch}: ${loss}${formatCompact(payload.samplesPerSecond)} samples/s`;
    }
    case "evaluation-end":
      return `Epoch ${payload.epoch}: ${describeMetrics(payload.metrics)}${payload.best ? ", the best so far" : ""}`;
    case "run-end":
      return `${payload.reason === "completed" ? "Trained" : "Stopped early after"} ${formatPlural(payload.epochs, "epoch")}; the model holds the weights of epoch ${payload.bestEpoch}`;
    case "test-metrics":
      return `On the test rows: ${describeMetrics(payload.metrics)}`;
    case "succeeded":
      return "Stored as a version";
    case "failed":
      return `Failed: ${payload.message}`;
    case "cancelled":
      return "Cancelled";
  }
}

/** The one metric to look at first: the tables have them all. */
function describeMetrics(metrics: Readonly<Record<string, number>>): string {
  const key = leadingMetric(metricKeys([metrics]));
  return key === undefined ? "measured" : `${metricTitle(key)} ${formatMetric(metrics[key] ?? Number.NaN)}`;
}
