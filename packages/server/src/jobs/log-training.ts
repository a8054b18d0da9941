import type { TrainingEvent } from "@tastemaker/core";
import type { RunEventPayload } from "../schemas/run.js";

export interface LogTrainingOptions {
  readonly append: (payload: RunEventPayload) => void;
  /** The TensorFlow.js backend that trains. */
  readonly backend: string;
  /** Milliseconds, of any origin. */
  readonly now?: () => number;
}

/** Four lines a second are enough to see that it moves. */
const progressEveryMs = 250;

/** What of a training goes into the run's log: all but the steps, of which a few a second. */
export function logTraining({
  append,
  backend,
  now = () => performance.now(),
}: LogTrainingOptions): (event: TrainingEvent) => void {
  let lastProgress = Number.NEGATIVE_INFINITY;
  return (event) => {
    switch (event.type) {
      case "run-start":
        return append({ ...event, backend });
      case "epoch-start":
        return;
      case "step-end":
        if (now() - lastProgress < progressEveryMs) return;
        lastProgress = now();
        return append({ type: "progress", epoch: event.epoch, step: event.step, loss: event.loss ?? null });
      case "epoch-end":
        return append({ ...event, loss: event.loss ?? null });
      case "evaluation-end":
        return append({ ...event, metrics: { ...event.metrics } });
      case "run-end":
        return append(event);
    }
  };
}
