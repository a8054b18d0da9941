import { formatCompact, formatSeconds } from "@/lib/format";
import { payloadsOf, type RunEvent } from "./run-event";

export interface RunProgress {
  /** What goes on now, in words. */
  readonly title: string;
  /** From 0 to 1; null where nobody knows. */
  readonly fraction: number | null;
  /** Numbers that go with it, each a phrase. */
  readonly notes: readonly string[];
}

/** How far a run is, from its log alone. */
export function prepareProgress(allEvents: readonly RunEvent[]): RunProgress {
  const events = lastAttempt(allEvents);
  const last = events.at(-1)?.payload;
  switch (last?.type) {
    case undefined:
    case "queued":
      return { title: "Waiting for a worker", fraction: null, notes: [] };
    case "claimed":
      return { title: "Reading the data", fraction: null, notes: [] };
    case "data-loaded":
      return {
        title: "Preparing the model",
        fraction: null,
        notes: [`${formatCompact(last.numInteractions)} interactions in ${formatSeconds(last.seconds)}`],
      };
    case "run-end":
      return { title: "Measuring on the test rows", fraction: 1, notes: [] };
    case "test-metrics":
      return { title: "Storing the version", fraction: 1, notes: [] };
    case "succeeded":
      return { title: "Finished", fraction: 1, notes: endNotes(events) };
    case "failed":
    case "cancelled":
      return {
        title: last.type === "failed" ? "Stopped by an error" : "Cancelled",
        fraction: trainedFraction(events),
        notes: endNotes(events),
      };
    case "run-start":
    case "progress":
    case "epoch-end":
    case "evaluation-end":
      return training(events);
  }
}

function training(events: readonly RunEvent[]): RunProgress {
  const start = payloadsOf(events, "run-start").at(-1);
  const ended = payloadsOf(events, "epoch-end").at(-1);
  const step = payloadsOf(events, "progress").at(-1);
  if (!start) return { title: "Training", fraction: null, notes: [] };
  const epoch = Math.min(start.epochs, Math.max(step?.epoch ?? 1, (ended?.epoch ?? 0) + 1));
  const last = events.at(-1)?.payload;
  const notes = [
    `step ${step?.epoch === epoch ? step.step + 1 : 0} of ${start.stepsPerEpoch}`,
    ended && `${formatCompact(ended.samplesPerSecond)} samples/s`,
    `on ${start.backend}`,
    timeLeft(events, start.epochs),
  ];
  const evaluating = last?.type === "epoch-end";
  return {
    title: evaluating
      ? `Measuring after epoch ${last.epoch} of ${start.epochs}`
      : `Training epoch ${epoch} of ${start.epochs}`,
    fraction: trainedFraction(events),
    notes: (evaluating ? notes.slice(1) : notes).filter((note) => note !== undefined),
  };
}

/** Finished epochs and the steps of the present one, of all. */
function trainedFraction(events: readonly RunEvent[]): number | null {
  const start = payloadsOf(events, "run-start").at(-1);
  if (!start || start.epochs === 0) return null;
  const ended = payloadsOf(events, "epoch-end").at(-1)?.epoch ?? 0;
  const step = payloadsOf(events, "progress").at(-1);
  const within =
    step && step.epoch > ended && start.stepsPerEpoch > 0 ? (step.step + 1) / start.stepsPerEpoch : 0;
  return Math.min(1, (ended + Math.min(1, within)) / start.epochs);
}

/** From the time that finished epochs took, evaluation included; early stopping may end it sooner. */
function timeLeft(events: readonly RunEvent[], epochs: number): string | undefined {
  const start = events.find(({ payload }) => payload.type === "run-start");
  const ended = events.findLast(({ payload }) => payload.type === "epoch-end");
  if (!start || ended?.payload.type !== "epoch-end" || ended.payload.epoch >= epochs) return undefined;
  const seconds = (ended.createdAt.getTime() - start.createdAt.getTime()) / 1000;
  const left = (seconds / ended.payload.epoch) * (epochs - ended.payload.epoch);
  return `at most ${formatSeconds(Math.max(1, Math.round(left)))} left`;
}

function endNotes(events: readonly RunEvent[]): readonly string[] {
  const end = payloadsOf(events, "run-end").at(-1);
  if (!end) return [];
  const epochs = `${end.epochs} ${end.epochs === 1 ? "epoch" : "epochs"}`;
  return [
    end.reason === "stopped-early" ? `stopped early after ${epochs}` : epochs,
    ...(end.epochs > 1 ? [`best epoch ${end.bestEpoch}`] : []),
  ];
}

/** From the last claim on: a run that a worker lost begins again. */
function lastAttempt(events: readonly RunEvent[]): readonly RunEvent[] {
  const from = events.findLastIndex(({ payload }) => payload.type === "claimed");
  return from < 0 ? events : events.slice(from);
}
