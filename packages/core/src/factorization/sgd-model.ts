import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import type { Factors } from "../models/factors.js";
import type {
  CreateOptions,
  Dimensions,
  History,
  Model,
  ModelState,
  Scorer,
  TrainingSession,
  TrainingSetup,
} from "../models/model.js";
import { checkOwnTraining } from "../models/own-training.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import { blockGrid } from "./block-grid.js";
import { foldInUser } from "./fold-in.js";
import { initialFactors } from "./initial-factors.js";
import type { SgdConfig } from "./sgd-config.js";
import type { SgdSettings } from "./sgd-settings.js";
import { startSgdTraining } from "./sgd-training.js";

/** A dot-product model that orders items, trained by epochs of stochastic gradients. */
export class SgdModel<Config extends SgdConfig> implements Model<Config> {
  readonly task = "ranking";
  readonly dimensions: Dimensions;
  readonly #factors: Factors;

  constructor(
    readonly name: string,
    readonly config: Config,
    private readonly settings: SgdSettings,
    options: CreateOptions,
  ) {
    this.dimensions = options.dimensions;
    this.#factors = initialFactors(options, {
      dim: config.embeddingDim,
      userBias: settings.loss === "logistic",
    });
  }

  startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    const problem = {
      data,
      grid: blockGrid(data, random.fork("users")),
      settings: this.settings,
      factors: this.#factors,
      valueOffset: 0,
    };
    return startSgdTraining(problem, { epochs: this.config.epochs, random, threads });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return this.#factors.scorePairs(userIndex, itemIndex);
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#factors.dotProducts.scoreCatalogue(userIndex);
  }

  /** @throws UnknownIdError for an item outside the catalogue, InvalidInteractionsError for one that is there twice */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const { dim } = this.#factors;
    const { offsets, columns } = historyMatrix(histories, this.dimensions.numItems);
    const vectors = new Float32Array(histories.length * dim);
    const biases = new Float32Array(histories.length);
    for (let n = 0; n < histories.length; n++) {
      const items = columns.subarray(offsets[n], offsets[n + 1]);
      const { vector, bias } = foldInUser(this.#factors, this.settings, items);
      vectors.set(vector, n * dim);
      biases[n] = bias;
    }
    return this.#factors.dotProducts.scoreVectors(vectors, { biases });
  }

  async explainUser(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#factors.explain(this.#factors.userOf(userIndex), itemIndex);
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    const { columns } = historyMatrix([history], this.dimensions.numItems);
    return this.#factors.explain(foldInUser(this.#factors, this.settings, columns), itemIndex);
  }

  state(): ModelState {
    return this.#factors.state();
  }

  restore(state: ModelState): void {
    this.#factors.restore(state);
  }

  dotProducts(): DotProducts {
    return this.#factors.dotProducts;
  }

  /** By the cosine of their vectors. */
  itemSimilarity(): Scorer {
    return this.#factors.itemCosines;
  }

  dispose(): void {
    this.#factors.release();
  }
}
