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
import { restoreSparse, sparseState } from "../models/sparse-state.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
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
    const users = Int32Array.from(new Set(userIndex));
    const rowOf = new Map(Array.from(users, (user, row) => [user, row]));
    const rows = userIndex.map((user) => rowOf.get(user) as number);
    const scores = new Float32Array(userIndex.length);
    await this.#forEachPass(selectRows(this.#histories, users), (first, logits) => {
      const end = first + logits.length / numItems;
      for (let n = 0; n < scores.length; n++) {
        const row = rows[n] as number;
        if (row >= first && row < end)
          scores[n] = logits[(row - first) * numItems + (itemIndex[n] as number)] as number;
      }
    });
    return scores;
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#score(selectRows(this.#histories, userIndex));
  }

  /** The values of a history are not read. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    return this.#score(historyMatrix(histories, this.dimensions.numItems));
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
    const { numUsers, numItems } = this.dimensions;
    const { table, layers } = this.network;
    const histories = restoreSparse(state, "histories", {
      numRows: numUsers,
      numColumns: numItems,
      ascending: true,
    });
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

  /** @returns [rows, numItems] */
  async #score(histories: SparseMatrix): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scores = new Float32Array(histories.numRows * numItems);
    await this.#forEachPass(histories, (first, logits) => scores.set(logits, first * numItems));
    return scores;
  }

  /** Calls `take` with the first row of each pass and the logits of its rows, [rows, numItems]. */
  async #forEachPass(
    histories: SparseMatrix,
    take: (first: number, logits: Float32Array) => void,
  ): Promise<void> {
    const { table } = this.network;
    const maxRows = Math.max(1, Math.floor(scoresPerPass / this.dimensions.numItems));
    for (let first = 0; first < histories.numRows; first += maxRows) {
      const part = sliceRows(histories, first, Math.min(first + maxRows, histories.numRows));
      const { items, bags } = itemBags(inputRows(part));
      const logits = tf.tidy(() => {
        const pairs = { userIndex: items, itemIndex: items };
        const rows = gatherRows(new Map([["item", table]]), pairs)["item"] as tf.Tensor2D;
        return this.network.logits(bags, rows); // [rows, numItems]
      });
      take(first, (await logits.data()) as Float32Array);
      logits.dispose();
    }
  }
}
