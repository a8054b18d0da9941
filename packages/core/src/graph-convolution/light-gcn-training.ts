import type { Interactions } from "../data/interactions.js";
import { Held } from "../kernels/held.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { interactionMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import type { TrainingSession } from "../models/model.js";
import { type Random, shuffle } from "../random/random.js";
import type { NegativeSampler } from "../sampling/sampler.js";
import { uniformNegatives } from "../sampling/uniform-negatives.js";
import { bprGradient, drawTriples, type Triples } from "./bpr-triples.js";
import type { GraphAlgebra, GraphArray } from "./graph-algebra.js";
import { type InteractionGraph, interactionGraph } from "./interaction-graph.js";
import { KernelGraphAlgebra } from "./kernel-graph-algebra.js";
import { plainGraphAlgebra } from "./plain-graph-algebra.js";
import { Propagation, type Sides } from "./propagation.js";

/** Standard deviation of the initial embeddings, as in the paper's code. */
const initialDeviation = 0.1;

export interface LightGcnSettings {
  readonly embeddingDim: number;
  readonly layers: number;
  readonly learningRate: number;
  readonly l2: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** What scoring needs of a training. */
export interface LightGcnVectors {
  /** [numUsers, dim] means over the layers */
  readonly users: Float32Array;
  /** [numItems, dim] means over the layers */
  readonly items: Float32Array;
  /** [numItems, dim] what an item adds to the vector of a new user, but for 1 / √(length of the history) */
  readonly contributions: Float32Array;
}

export interface LightGcnTrainingOptions {
  readonly data: Interactions;
  readonly settings: LightGcnSettings;
  readonly random: Random;
  readonly threads: number | undefined;
  /** Called after each epoch, with what it may keep a copy of. */
  readonly onEpochEnd: (vectors: LightGcnVectors) => void;
}

/** Starts training in the kernels, or in plain TypeScript where there are none. */
export async function startLightGcnTraining(options: LightGcnTrainingOptions): Promise<LightGcnTraining> {
  const kernels = await loadKernels({ threads: options.threads });
  const algebra = kernels ? new KernelGraphAlgebra(kernels) : plainGraphAlgebra;
  try {
    return new LightGcnTraining(algebra, options);
  } catch (error) {
    algebra.dispose();
    throw error;
  }
}

/**
 * A step propagates all initial embeddings through the graph, takes BPR's gradient of a batch with respect to the sums,
 * propagates it back and moves all initial embeddings by Adam: 4 · layers sparse products, however large the batch.
 */
export class LightGcnTraining implements TrainingSession {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly samplesPerEpoch: number;
  readonly #graph: InteractionGraph;
  readonly #propagation: Propagation;
  readonly #initial: Sides;
  readonly #gradient: Sides;
  readonly #buffers: readonly [Sides, Sides];
  readonly #updates: readonly [(gradient: GraphArray) => void, (gradient: GraphArray) => void];
  readonly #rows: Int32Array;
  #negatives: NegativeSampler;

  constructor(
    private readonly algebra: GraphAlgebra,
    private readonly options: LightGcnTrainingOptions,
  ) {
    const { data, settings, random } = options;
    this.epochs = settings.epochs;
    this.samplesPerEpoch = data.length;
    this.stepsPerEpoch = Math.ceil(data.length / settings.batchSize);
    this.#rows = Int32Array.from({ length: data.length }, (_, row) => row);
    this.#negatives = uniformNegatives(data, random);
    this.#graph = interactionGraph(interactionMatrix(data, { useValues: false }));
    const sides = (): Sides => ({
      users: algebra.zeros(data.numUsers * settings.embeddingDim),
      items: algebra.zeros(data.numItems * settings.embeddingDim),
    });
    this.#initial = sides();
    this.#gradient = sides();
    this.#buffers = [sides(), sides()];
    const { users, items } = this.#initial;
    this.#updates = [algebra.adam(users, settings.learningRate), algebra.adam(items, settings.learningRate)];
    for (const [name, { view }] of Object.entries(this.#initial)) {
      const draws = random.fork(name);
      for (let i = 0; i < view.length; i++) view[i] = initialDeviation * draws.normal();
    }
    this.#propagation = new Propagation(algebra, this.#graph);
  }

  startEpoch(epoch: number): void {
    const random = this.options.random.fork(`epoch ${epoch}`);
    for (let row = 0; row < this.#rows.length; row++) this.#rows[row] = row;
    shuffle(this.#rows, random);
    this.#negatives = uniformNegatives(this.options.data, random);
  }

  /** @returns the mean over the batch of BPR's loss and the L2 of what it reads */
  async step(step: number): Promise<number> {
    const { data, settings } = this.options;
    const triples = drawTriples({
      data,
      rows: this.#rows.subarray(step * settings.batchSize, (step + 1) * settings.batchSize),
      negatives: this.#negatives,
    });
    const loss = this.#learn(triples);
    if (step === this.stepsPerEpoch - 1) this.#publish();
    return loss;
  }

  dispose(): void {
    this.#propagation.free();
    this.algebra.dispose();
  }

  #learn(triples: Triples): number {
    const { layers, embeddingDim } = this.options.settings;
    const sums = this.#propagation.sum(this.#initial, layers, this.#buffers);
    const { loss, gradient } = bprGradient(triples, {
      users: sums.users.view,
      items: sums.items.view,
      dim: embeddingDim,
      // Vectors are means over the layers: sums divided by their number.
      scale: 1 / (layers + 1) ** 2,
    });
    const held = new Held();
    try {
      held.keep(this.algebra.matrix(gradient)).multiply({ right: sums.items, out: this.#gradient.users });
      held
        .keep(this.algebra.matrix(transpose(gradient)))
        .multiply({ right: sums.users, out: this.#gradient.items });
    } finally {
      held.free();
    }
    const { users, items } = this.#propagation.sum(this.#gradient, layers, this.#buffers);
    const penalty = this.#addL2(triples, { users, items });
    this.#updates[0](users);
    this.#updates[1](items);
    return loss + penalty;
  }

  /** Of each initial embedding, for each time that a triple has its user or item. */
  #addL2({ offsets, positives, negatives }: Triples, gradient: Sides): number {
    const { l2 } = this.options.settings;
    if (l2 === 0 || positives.length === 0) return 0;
    const itemReads = new Int32Array(this.options.data.numItems);
    for (const items of [positives, negatives]) {
      for (const item of items) itemReads[item] = (itemReads[item] as number) + 1;
    }
    const weight = l2 / positives.length;
    const userReads = Int32Array.from(
      { length: offsets.length - 1 },
      (_, user) => (offsets[user + 1] as number) - (offsets[user] as number),
    );
    return (
      addRowL2(this.#initial.users.view, gradient.users.view, { reads: userReads, weight }) +
      addRowL2(this.#initial.items.view, gradient.items.view, { reads: itemReads, weight })
    );
  }

  #publish(): void {
    const { settings, onEpochEnd } = this.options;
    const { layers, embeddingDim } = settings;
    const share = 1 / (layers + 1);
    const mean = (vectors: Float32Array) => vectors.map((sum) => share * sum);
    const sums = this.#propagation.sum(this.#initial, layers, this.#buffers);
    const [users, items] = [mean(sums.users.view), mean(sums.items.view)];
    const before = this.#propagation.sum(this.#initial, layers - 1, this.#buffers).items.view;
    const contributions = before.map((sum, at) => {
      const degree = this.#graph.itemDegrees[Math.floor(at / embeddingDim)] as number;
      // An item that nobody had has no edge: a new user's own would be its first.
      return (share * sum) / Math.sqrt(Math.max(1, degree));
    });
    onEpochEnd({ users, items, contributions });
  }
}

/**
 * Adds the gradient of weight · Σ reads · |row|² to `gradient`.
 *
 * @returns the sum
 */
function addRowL2(
  rows: Float32Array,
  gradient: Float32Array,
  { reads, weight }: { reads: Int32Array; weight: number },
): number {
  const dim = rows.length / reads.length;
  let total = 0;
  for (let row = 0, at = 0; row < reads.length; row++) {
    const strength = weight * (reads[row] as number);
    let square = 0;
    for (const end = at + dim; at < end; at++) {
      const value = rows[at] as number;
      gradient[at] = (gradient[at] as number) + 2 * strength * value;
      square += value * value;
    }
    total += strength * square;
  }
  return total;
}
