import type { TrainingSession } from "./model.js";

/** A part of a computation, in steps short enough to stop between two. */
export interface Phase {
  readonly steps: number;
  run(step: number): void;
}

export interface ClosedFormTrainingOptions {
  /** Rows of the data that are gone over. */
  readonly samples: number;
  /** Run one after the other, each once. */
  readonly phases: readonly Phase[];
  /** Frees what the phases work on. */
  readonly dispose: () => void;
}

/** The training of a model that is computed rather than improved: one epoch, without a loss. */
export function closedFormTraining(options: ClosedFormTrainingOptions): TrainingSession {
  const { samples, phases, dispose } = options;
  const steps = phases.flatMap((phase) =>
    Array.from({ length: phase.steps }, (_, step) => ({ phase, step })),
  );
  return {
    epochs: 1,
    stepsPerEpoch: steps.length,
    samplesPerEpoch: samples,
    startEpoch: () => {},
    step: async (index) => {
      const current = steps[index];
      current?.phase.run(current.step);
      return undefined;
    },
    dispose,
  };
}
