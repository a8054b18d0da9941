import * as tf from "@tensorflow/tfjs";
import { useThreads } from "../backend/simd/use-threads.js";
import type { Interactions } from "../data/interactions.js";
import { gatherRows } from "../embedding/embedding-training.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import {
  emptyMatrix,
  interactionMatrix,
  type SparseMatrix,
  selectRows,
  sliceRows,
} from "../linear-algebra/sparse-matrix.js";
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
import { checkOwnTraining } from "../models/own-training.js";
import { restoreArray } from "../models/restore-array.js";
import { restoreHistories, sparseState } from "../models/sparse-state.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
import { scorePairsByRows } from "../retrieval/pairs-by-rows.js";
import type { AutoencoderConfig } from "./autoencoder-config.js";
import { AutoencoderNetwork } from "./autoencoder-network.js";
import { AutoencoderTraining } from "./autoencoder-training.js";
import type { Bottleneck } from "./bottleneck.js";
import { inputRows } from "./input-rows.js";
import { itemBags } from "./item-bags.js";

/** Scores of one forward pass: bounds memory. */
const scoresPerPass = 2 ** 22;

export interface AutoencoderOptions {
  readonly bottleneck: Bottleneck;
  /** Weight of the bottleneck's penalty after so many epochs, parts of one included. */
  readonly penaltyWeight: (epochs: number) => number;
}

/** score = the logit of the item when the user's history is read. A new user needs nothing but a history. */
export class AutoencoderModel<Config extends AutoencoderConfig> implements Model<Config> {
  readonly task = "ranking";
  readonly dimensions: Dimensions;
  readonly network: AutoencoderNetwork;
  /** [numUsers, numItems] */
  #histories: SparseMatrix;
  /** Of what the decoder reads of each item. */
  readonly #cosines: ItemCosines;

  constructor(
    readonly name: string,
    readonly config: Config,
    private readonly options: AutoencoderOptions,
    { dimensions, random }: CreateOptions,
  ) {
    const { numUsers, numItems } = dimensions;
    this.dimensions = dimensions;
    this.#histories = emptyMatrix(numUsers, numItems);
    this.network = new AutoencoderNetwork({ ...config, numItems, bottleneck: options.bottleneck, random });
    this.#cosines = new ItemCosines(numItems, () => this.network.itemVectors());
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    await useThreads(threads);
    this.#histories = interactionMatrix(data, { useValues: false });
    return new AutoencoderTraining({
      network: this.network,
      config: this.config,
      penaltyWeight: this.options.penaltyWeight,
      histories: this.#histories,
      random,
      onStep: () => this.#cosines.release(),
    });
  }

  /** A forward pass for each distinct user. */
  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scoreRows = (users: Int32Array) => this.scoreCatalogue(users);
    return scorePairsByRows(scoreRows, { userIndex, itemIndex }, { numItems, maxUsers: this.#rowsPerPass });
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#score(selectRows(this.#histories, userIndex));
  }

  /** The values of a history are not read. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    return this.#score(historyMatrix(histories, this.dimensions.numItems, { useValues: false }));
  }

  /** By the cosine of the weights from the decoder's last hidden layer to them. */
  itemSimilarity(): Scorer {
    return this.#cosines;
  }

  state(): ModelState {
    const { table, layers } = this.network;
    const state = new Map<string, NamedArray>(sparseState("histories", this.#histories));
    state.set("tables/item", { shape: [table.numRows, table.embeddingDim], data: table.weights.slice() });
    for (const { weights } of layers) {
      for (const [name, weight] of Object.entries(weights)) {
        state.set(`layers/${name}`, {
          shape: weight.shape,
          data: (weight.dataSync() as Float32Array).slice(),
        });
      }
    }
    return state;
  }

  restore(state: ModelState): void {
    // Everything is checked before anything is written.
    const { table, layers } = this.network;
    const histories = restoreHistories(state, this.dimensions);
    const rows = restoreArray(state, "tables/item", [table.numRows, table.embeddingDim]);
    const weights = layers
      .flatMap((layer) => Object.entries(layer.weights))
      .map(([name, weight]) => ({ weight, data: restoreArray(state, `layers/${name}`, weight.shape) }));
    this.#cosines.release();
    this.#histories = histories;
    table.weights.set(rows);
    for (const { weight, data } of weights) tf.tidy(() => weight.assign(tf.tensor(data, weight.shape)));
  }

  dispose(): void {
    this.#cosines.release();
    this.network.dispose();
  }

  get #rowsPerPass(): number {
    return Math.max(1, Math.floor(scoresPerPass / this.dimensions.numItems));
  }

  /** @returns [rows, numItems] */
  async #score(histories: SparseMatrix): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scores = new Float32Array(histories.numRows * numItems);
    for (let first = 0; first < histories.numRows; first += this.#rowsPerPass) {
      const end = Math.min(first + this.#rowsPerPass, histories.numRows);
      scores.set(await this.#pass(sliceRows(histories, first, end)), first * numItems);
    }
    return scores;
  }

  /** @returns [rows, numItems] */
  async #pass(histories: SparseMatrix): Promise<Float32Array> {
    const { items, bags } = itemBags(inputRows(histories));
    const scores = tf.tidy(() => {
      const pairs = { userIndex: items, itemIndex: items };
      const rows = gatherRows(new Map([["item", this.network.table]]), pairs)["item"] as tf.Tensor2D;
      return this.network.logits(bags, rows); // [rows, numItems]
    });
    const logits = (await scores.data()) as Float32Array;
    scores.dispose();
    return logits;
  }
}
