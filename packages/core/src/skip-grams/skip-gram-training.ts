import type { Interactions } from "../data/interactions.js";
import { type Sequences, sequencesOf } from "../data/sequences.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { TrainingSession } from "../models/model.js";
import { type Random, shuffle } from "../random/random.js";
import { dealItems, type ItemGrid, intoCells } from "./item-grid.js";
import { KernelSkipGram } from "./kernel-skip-gram.js";
import { PlainSkipGram } from "./plain-skip-gram.js";
import type { SkipGramEngine } from "./skip-gram-engine.js";
import { drawPairs, keepChances } from "./skip-gram-pairs.js";
import type { SkipGramSettings, SkipGramVectors } from "./skip-gram-settings.js";

/** Scores in one step, about: some hundred milliseconds, after which others get their turn. */
const scoresPerStep = 2 ** 20;
/** Of the first learning rate, what is left at the end. */
const lowestRate = 1e-4;

export interface SkipGramTrainingOptions {
  readonly data: Interactions;
  readonly vectors: SkipGramVectors;
  readonly settings: SkipGramSettings;
  readonly random: Random;
  readonly threads: number | undefined;
  /** Called when the vectors hold what an epoch has learned. */
  readonly onEpochEnd: (sequences: Sequences) => void;
}

/** Starts training in the kernels, or in plain TypeScript where there are none. */
export async function startSkipGramTraining(options: SkipGramTrainingOptions): Promise<SkipGramTraining> {
  const kernels = await loadKernels({ threads: options.threads });
  const { vectors } = options;
  return new SkipGramTraining(
    kernels ? new KernelSkipGram(kernels, vectors) : new PlainSkipGram(vectors),
    options,
  );
}

/** Epochs over the skip-grams of all users, drawn anew: a step is that of some users. */
export class SkipGramTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #sequences: Sequences;
  readonly #counts: Int32Array;
  readonly #keep: Float64Array;
  readonly #users: Int32Array;
  #grid: ItemGrid;
  #random: Random;
  #epoch = 0;

  constructor(
    private readonly engine: SkipGramEngine,
    private readonly options: SkipGramTrainingOptions,
  ) {
    const { data, settings, random } = options;
    this.#sequences = sequencesOf(data);
    this.#counts = countItems(data);
    this.#keep = keepChances(this.#counts, settings);
    this.#users = Int32Array.from({ length: data.numUsers }, (_, user) => user);
    this.epochs = settings.epochs;
    // A center's window reaches (window + 1) / 2 to each side in the mean.
    const pairs = data.length * (settings.window + 1);
    this.samplesPerEpoch = pairs * (1 + settings.numNegatives);
    this.stepsPerEpoch = Math.min(data.numUsers, Math.ceil(this.samplesPerEpoch / scoresPerStep));
    this.#random = random;
    this.#grid = this.#deal(random);
  }

  /** From the epoch's number alone, whatever the epochs before have drawn. */
  startEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#random = this.options.random.fork(`epoch ${epoch}`);
    this.#grid = this.#deal(this.#random);
    for (let user = 0; user < this.#users.length; user++) this.#users[user] = user;
    shuffle(this.#users, this.#random);
  }

  async step(step: number): Promise<number | undefined> {
    const { settings, onEpochEnd } = this.options;
    const bound = (index: number) => Math.round((index * this.#users.length) / this.stepsPerEpoch);
    const pairs = drawPairs({
      sequences: this.#sequences,
      users: this.#users.subarray(bound(step), bound(step + 1)),
      keep: this.#keep,
      settings,
      random: this.#random,
    });
    const progress = (this.#epoch - 1 + step / this.stepsPerEpoch) / this.epochs;
    const { sum, count } = this.engine.run({
      grid: this.#grid,
      cells: intoCells(pairs, this.#grid),
      numNegatives: settings.numNegatives,
      learningRate: settings.learningRate * Math.max(lowestRate, 1 - progress),
      seed: this.#random.integer(2 ** 32),
    });
    if (step === this.stepsPerEpoch - 1) {
      this.engine.publish();
      onEpochEnd(this.#sequences);
    }
    return count > 0 ? sum / count : undefined;
  }

  dispose(): void {
    this.engine.dispose();
  }

  #deal(random: Random): ItemGrid {
    return dealItems({ counts: this.#counts, noisePower: this.options.settings.noisePower, random });
  }
}

/** @returns [numItems] interactions */
export function countItems({ itemIndex, numItems }: Interactions): Int32Array {
  const counts = new Int32Array(numItems);
  for (const item of itemIndex) counts[item] = (counts[item] as number) + 1;
  return counts;
}
