import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import type { TrainingSession } from "../models/model.js";
import { type Random, shuffle } from "../random/random.js";
import { KernelSgd } from "./kernel-sgd.js";
import { PlainSgd } from "./plain-sgd.js";
import type { SgdEngine, SgdProblem } from "./sgd-engine.js";
import { samplesPerRow, scoresPerRow } from "./sgd-settings.js";

/** Scores in one step, at most: some hundred milliseconds, after which others get their turn. */
const scoresPerStep = 2 ** 20;

export interface SgdTrainingOptions {
  readonly epochs: number;
  readonly random: Random;
  readonly threads: number | undefined;
}

/** Starts training in the kernels, or in plain TypeScript where there are none. */
export async function startSgdTraining(
  problem: SgdProblem,
  options: SgdTrainingOptions,
): Promise<SgdTraining> {
  const kernels: Kernels | undefined = await loadKernels({ threads: options.threads });
  const engine = kernels ? new KernelSgd(kernels, problem) : new PlainSgd(problem);
  return new SgdTraining(engine, problem, options);
}

/** Epochs over a grid: a step is a round, or a slice of one. The factors follow at the end of each epoch. */
export class SgdTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #slices: number;
  readonly #itemOrder: Int32Array;
  readonly #random: Random;
  #epoch = 0;

  constructor(
    private readonly engine: SgdEngine,
    private readonly problem: SgdProblem,
    { epochs, random }: SgdTrainingOptions,
  ) {
    const { data, grid, settings } = problem;
    this.epochs = epochs;
    this.samplesPerEpoch = data.length * samplesPerRow(settings);
    this.#slices = Math.ceil((data.length * scoresPerRow(settings)) / grid.blocks / scoresPerStep);
    this.stepsPerEpoch = grid.blocks * this.#slices;
    this.#itemOrder = new Int32Array(data.numItems);
    this.#random = random;
  }

  startEpoch(epoch: number): void {
    this.#epoch = epoch;
  }

  async step(step: number): Promise<number | undefined> {
    if (step === 0) this.#deal();
    const { sum, count } = this.engine.run({
      round: Math.floor(step / this.#slices),
      slice: step % this.#slices,
      slices: this.#slices,
    });
    if (step === this.stepsPerEpoch - 1) {
      this.engine.publish();
      this.problem.factors.release();
    }
    return count > 0 ? sum / count : undefined;
  }

  /** Deals items and rows anew. From the epoch's number alone, whatever the epochs before have drawn. */
  #deal(): void {
    const random = this.#random.fork(`epoch ${this.#epoch}`);
    for (let item = 0; item < this.#itemOrder.length; item++) this.#itemOrder[item] = item;
    const { learningRate, decay } = this.problem.settings;
    this.engine.deal({
      itemOrder: shuffle(this.#itemOrder, random),
      seed: random.integer(2 ** 32),
      learningRate:
        decay === "none" ? learningRate : (learningRate * (this.epochs - this.#epoch + 1)) / this.epochs,
    });
  }

  dispose(): void {
    this.engine.dispose();
  }
}
