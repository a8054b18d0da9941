import { metricTitle } from "@/features/metrics/metric-name";
import { formatCompact, formatCount, formatMetric, formatScore, formatSeconds } from "@/lib/format";
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
      return `Training ${payload.model} for at most ${formatCount(payload.epochs)} epochs of ${formatCount(payload.stepsPerEpoch)} steps on ${payload.backend}, seed ${payload.seed}`;
    case "progress":
      return null;
    case "epoch-end": {
      const loss = payload.loss === null ? "" : `loss ${formatScore(payload.loss)}, `;
      return `Epoch ${payload.epoch}: ${loss}${formatCompact(payload.samplesPerSecond)} samples/s`;
    }
    case "evaluation-end":
      return `Epoch ${payload.epoch}: ${describeMetrics(payload.metrics)}${payload.best ? ", the best so far" : ""}`;
    case "run-end":
      return `${payload.reason === "completed" ? "Trained" : "Stopped early after"} ${formatCount(payload.epochs)} epochs; the model holds the weights of epoch ${payload.bestEpoch}`;
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

const describeMetrics = (metrics: Readonly<Record<string, number>>): string =>
  Object.entries(metrics)
    .map(([key, value]) => `${metricTitle(key)} ${formatMetric(value)}`)
    .join(", ");
