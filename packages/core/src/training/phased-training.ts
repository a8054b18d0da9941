import type { TrainingSession } from "../models/model.js";

/** One of several trainings that follow each other. */
export interface TrainingPhase {
  readonly epochs: number;
  /** Called when all phases before it have ended. */
  start(): TrainingSession;
}

export interface PhasedTrainingOptions {
  /** Trained in this order, on as many steps an epoch each. */
  readonly phases: readonly TrainingPhase[];
  /** Epochs at the start after which the model has no scores yet. */
  readonly pretrainingEpochs: number;
  /** Frees what the phases share. */
  readonly free: () => void;
}

/** Trainings one after the other as a single one, whose epochs are counted through. */
export class PhasedTraining implements TrainingSession {
  readonly epochs: number;
  readonly pretrainingEpochs: number;
  readonly #phases: readonly TrainingPhase[];
  readonly #free: () => void;
  #started = 0;
  /** Of the present phase, counted from the first phase on. */
  #lastEpoch = 0;
  #session: TrainingSession = ended;

  constructor({ phases, pretrainingEpochs, free }: PhasedTrainingOptions) {
    this.epochs = phases.reduce((sum, phase) => sum + phase.epochs, 0);
    this.pretrainingEpochs = pretrainingEpochs;
    this.#phases = phases;
    this.#free = free;
    try {
      this.#startNext();
    } catch (error) {
      free();
      throw error;
    }
  }

  get stepsPerEpoch(): number {
    return this.#session.stepsPerEpoch;
  }

  get samplesPerEpoch(): number {
    return this.#session.samplesPerEpoch;
  }

  startEpoch(epoch: number): void {
    while (epoch > this.#lastEpoch) this.#startNext();
    this.#session.startEpoch(epoch);
  }

  step(step: number): Promise<number | undefined> {
    return this.#session.step(step);
  }

  dispose(): void {
    this.#session.dispose();
    this.#free();
  }

  #startNext(): void {
    const next = this.#phases[this.#started];
    if (!next) throw new RangeError(`the training has ${this.epochs} epochs`);
    this.#session.dispose();
    // Should the next phase fail to start, `dispose` must not free again what is free.
    this.#session = ended;
    this.#session = next.start();
    this.#started++;
    this.#lastEpoch += next.epochs;
  }
}

/** In the place of a session that is over. */
const ended: TrainingSession = {
  epochs: 0,
  stepsPerEpoch: 0,
  samplesPerEpoch: 0,
  startEpoch() {},
  step: async () => undefined,
  dispose() {},
};
