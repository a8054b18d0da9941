import type { RunEvent } from "./run-event";

/** What is known of one epoch. */
export interface EpochRow {
  readonly epoch: number;
  /** Mean over the epoch; null where the model has no loss, or it was no number. */
  readonly loss: number | null;
  readonly samplesPerSecond: number | null;
  /** On the validation rows; null where the epoch was not evaluated. */
  readonly metrics: Readonly<Record<string, number>> | null;
  /** Whether it was the best so far when it was evaluated. */
  readonly best: boolean;
}

/** The epochs of a run's last attempt, in order. */
export function epochRows(events: readonly RunEvent[]): readonly EpochRow[] {
  const rows = new Map<number, EpochRow>();
  const row = (epoch: number): EpochRow =>
    rows.get(epoch) ?? { epoch, loss: null, samplesPerSecond: null, metrics: null, best: false };
  for (const { payload } of events) {
    // A run that a worker lost is trained again from the start.
    if (payload.type === "run-start") rows.clear();
    if (payload.type === "epoch-end") {
      const { epoch, loss, samplesPerSecond } = payload;
      rows.set(epoch, { ...row(epoch), loss, samplesPerSecond });
    }
    if (payload.type === "evaluation-end") {
      const { epoch, metrics, best } = payload;
      rows.set(epoch, { ...row(epoch), metrics, best });
    }
  }
  return [...rows.values()].sort((a, b) => a.epoch - b.epoch);
}

/** The epoch whose weights are the run's result so far; null before the first evaluation. */
export const bestEpoch = (rows: readonly EpochRow[]): number | null =>
  rows.findLast(({ best }) => best)?.epoch ?? null;
