import * as tf from "@tensorflow/tfjs";
import { useThreads } from "../backend/simd/use-threads.js";
import type { Interactions } from "../data/interactions.js";
import { EmbeddingTable } from "../embedding/embedding-table.js";
import { InvalidConfigError } from "../errors/errors.js";
import { noDropout } from "../layers/dropout.js";
import { checkHistory, refuseFeatures } from "../models/check-history.js";
import type {
  CreateOptions,
  Dimensions,
  History,
  Model,
  ModelState,
  NamedArray,
  Scorer,
  TrainingSession,
  TrainingSetup,
} from "../models/model.js";
import { restoreArray } from "../models/restore-array.js";
import { DotProducts } from "../retrieval/dot-products.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
import { distinctUsers } from "../retrieval/pairs-by-rows.js";
import { nextItemNegatives } from "./next-item-negatives.js";
import { type PackedSequences, packSequences, sequenceAt } from "./packed-sequences.js";
import type { SequenceConfig } from "./sequence-config.js";
import type { SequenceNetwork } from "./sequence-network.js";
import { SequenceTraining } from "./sequence-training.js";
import { emptySequences, restoreSequences, sequencesState, userSequences } from "./user-sequences.js";
import { type SequenceBatch, WindowBatches } from "./window-batches.js";

/** Tokens encoded in one forward pass: bounds memory, large enough to hide the cost of an operation's start. */
const tokensPerPass = 16_384;

export interface SequenceModelOptions {
  readonly network: SequenceNetwork;
  /** How many of the items that follow a token it learns to predict; 1 unless given. */
  readonly numTargets?: number;
  /** Share of the training windows that do not say whose they are; 0 unless given. */
  readonly anonymousShare?: number;
}

/**
 * score = the state after a user's last item · the item's vector. A user is what he chose, in the order of time: a new
 * one needs nothing but a history. A user without history has the score 0 for all items.
 */
export class SequenceModel<Config extends SequenceConfig> implements Model<Config> {
  readonly task = "ranking";
  readonly dimensions: Dimensions;
  readonly #network: SequenceNetwork;
  readonly #tables: ReadonlyMap<string, EmbeddingTable>;
  /** The last items of each user. */
  #users: PackedSequences;
  /** The items' vectors as kernels score by them, until weights change. */
  #items: DotProducts | undefined;
  readonly #cosines: ItemCosines;

  constructor(
    readonly name: string,
    readonly config: Config,
    private readonly options: SequenceModelOptions,
    { dimensions, random }: CreateOptions,
  ) {
    this.dimensions = dimensions;
    this.#network = options.network;
    this.#users = emptySequences(dimensions.numUsers);
    this.#tables = new Map(
      Object.entries(options.network.tables).map(([tableName, { spec, numRows }]) => [
        tableName,
        new EmbeddingTable(numRows, spec, random.fork(tableName)),
      ]),
    );
    this.#cosines = new ItemCosines(dimensions.numItems, () => {
      const { weights, embeddingDim } = this.#table(options.network.comparedBy);
      return { items: weights, dim: embeddingDim };
    });
  }

  /** @throws InvalidConfigError for a loss or sampler, InvalidInteractionsError where no user has two interactions */
  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    const { random, threads } = setup;
    for (const [field, given] of [
      ["loss", setup.loss],
      ["negatives", setup.sampler],
    ] as const) {
      if (given) {
        throw new InvalidConfigError(
          `${this.name} learns from sequences, for which "${given.name}" is not made: set the field ${field} of the config instead.`,
        );
      }
    }
    await useThreads(threads);
    const { maxLength, batchSize, negatives, numNegatives } = this.config;
    const { numTargets = 1, anonymousShare = 0 } = this.options;
    const windows = { maxLength, batchSize, numTargets, random: random.fork("windows") };
    const batches = new WindowBatches(data, windows);
    this.#users = userSequences(data, maxLength);
    const hidden = random.fork("anonymous");
    return new SequenceTraining({
      network: this.#network,
      tables: this.#tables,
      config: this.config,
      batches,
      negatives: nextItemNegatives(negatives, { data, numNegatives, random: random.fork("negatives") }),
      random,
      owned: (batch) => this.#anonymous(batch, () => hidden.uniform() < anonymousShare),
      onChange: () => this.#release(),
    });
  }

  /** A forward pass for each distinct user. */
  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    const { users, rowIndex } = distinctUsers(userIndex);
    const states = await this.#statesOf(this.#sequencesOf(users), users);
    const { weights, embeddingDim: dim } = this.#itemTable;
    return Float32Array.from(rowIndex, (row, n) => {
      const from = row * dim;
      const to = (itemIndex[n] as number) * dim;
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += (states[from + d] as number) * (weights[to + d] as number);
      return sum;
    });
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#score(await this.#statesOf(this.#sequencesOf(userIndex), userIndex));
  }

  /**
   * Reads the last `maxLength` items of each, an item as often as it is there; values are not read.
   *
   * @throws UnknownIdError for an item outside the catalogue, InvalidFeaturesError for features
   */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const { numUsers, numItems } = this.dimensions;
    refuseFeatures(histories);
    for (const history of histories) checkHistory(history, numItems, { allowsRepeats: true });
    const sequences = histories.map(({ itemIndex }) => itemIndex);
    return this.#score(await this.#statesOf(sequences, new Int32Array(sequences.length).fill(numUsers)));
  }

  /** By the cosine of the vectors that items are read by. */
  itemSimilarity(): Scorer {
    return this.#cosines;
  }

  state(): ModelState {
    const state = new Map<string, NamedArray>(sequencesState(this.#users));
    for (const [name, { numRows, embeddingDim, weights }] of this.#tables) {
      state.set(`tables/${name}`, { shape: [numRows, embeddingDim], data: weights.slice() });
    }
    for (const [name, weight] of this.#weights()) {
      const data = (weight.dataSync() as Float32Array).slice();
      state.set(`layers/${name}`, { shape: weight.shape, data });
    }
    return state;
  }

  restore(state: ModelState): void {
    // Everything is checked before anything is written.
    const users = restoreSequences(state, { ...this.dimensions, maxLength: this.config.maxLength });
    const tables = Array.from(this.#tables, ([name, table]) => ({
      table,
      data: restoreArray(state, `tables/${name}`, [table.numRows, table.embeddingDim]),
    }));
    const weights = this.#weights().map(([name, weight]) => ({
      weight,
      data: restoreArray(state, `layers/${name}`, weight.shape),
    }));
    this.#release();
    this.#users = users;
    for (const { table, data } of tables) table.weights.set(data);
    for (const { weight, data } of weights) tf.tidy(() => weight.assign(tf.tensor(data, weight.shape)));
  }

  dispose(): void {
    this.#release();
    for (const layer of this.#network.layers) layer.dispose();
  }

  get #itemTable(): EmbeddingTable {
    return this.#table(this.#network.scoredBy);
  }

  #table(name: string): EmbeddingTable {
    return this.#tables.get(name) as EmbeddingTable;
  }

  #weights(): [string, tf.Variable][] {
    return this.#network.layers.flatMap(({ weights }) => Object.entries(weights));
  }

  #sequencesOf(userIndex: Int32Array): Int32Array[] {
    return Array.from(userIndex, (user) => sequenceAt(this.#users, user));
  }

  #anonymous(batch: SequenceBatch, isHidden: () => boolean): SequenceBatch {
    const { numUsers } = this.dimensions;
    return { ...batch, userIndex: batch.userIndex.map((user) => (isHidden() ? numUsers : user)) };
  }

  /** The state after the last item of each sequence, zeros where there is none: [sequences, dim]. */
  async #statesOf(sequences: readonly Int32Array[], userIndex: Int32Array): Promise<Float32Array> {
    const dim = this.#itemTable.embeddingDim;
    const states = new Float32Array(sequences.length * dim);
    let start = 0;
    while (start < sequences.length) {
      const { maxLength } = this.config;
      let tokens = 0;
      let end = start;
      while (end < sequences.length && (end === start || tokens < tokensPerPass)) {
        tokens += Math.min(maxLength, sequences[end++]?.length ?? 0);
      }
      // Only those with a token have a last one.
      const members = Int32Array.from({ length: end - start }, (_, i) => start + i).filter(
        (s) => (sequences[s]?.length ?? 0) > 0,
      );
      const packed = packSequences(
        Array.from(members, (s) => sequences[s] as Int32Array),
        maxLength,
      );
      if (members.length > 0) {
        const owners = members.map((s) => userIndex[s] as number);
        const last = await this.#encodeLast(packed, owners);
        for (const [i, s] of members.entries()) states.set(last.subarray(i * dim, (i + 1) * dim), s * dim);
      }
      start = end;
    }
    return states;
  }

  /** @returns [sequences, dim] */
  async #encodeLast(packed: PackedSequences, userIndex: Int32Array): Promise<Float32Array> {
    const sequences = { ...packed, userIndex };
    const last = tf.tidy(() => {
      const rows: Record<string, tf.Tensor2D> = {};
      for (const [name, table] of this.#tables) {
        const rowIndex = this.#network.tables[name]?.rowsOf?.(sequences);
        if (rowIndex) rows[name] = tf.tensor2d(table.gather(rowIndex), [rowIndex.length, table.embeddingDim]);
      }
      const encoded = this.#network.encode({ rows, sequences, dropout: noDropout });
      const ends = packed.offsets.subarray(1).map((end) => end - 1);
      return tf.gather(encoded, tf.tensor1d(ends, "int32"));
    });
    const data = (await last.data()) as Float32Array;
    last.dispose();
    return data;
  }

  /** @param states [n, dim] @returns [n, numItems] */
  #score(states: Float32Array): Promise<Float32Array> {
    const { weights, embeddingDim } = this.#itemTable;
    this.#items ??= new DotProducts({ users: new Float32Array(0), items: weights, dim: embeddingDim });
    return this.#items.scoreVectors(states);
  }

  #release(): void {
    this.#cosines.release();
    this.#items?.release();
    this.#items = undefined;
  }
}
