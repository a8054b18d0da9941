import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { refuseFeatures } from "../models/check-history.js";
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
import { restoreArray } from "../models/restore-array.js";
import { blockGrid } from "./block-grid.js";
import { explainRatings, foldInRatings, type RatingFoldInOptions } from "./fold-in-ratings.js";
import { initialFactors } from "./initial-factors.js";
import { RatingScale } from "./rating-scale.js";
import type { SgdConfig } from "./sgd-config.js";
import type { SgdSettings } from "./sgd-settings.js";
import { startSgdTraining } from "./sgd-training.js";

/** A dot-product model that predicts ratings, trained by epochs of stochastic gradients of the squared error. */
export class RatingSgdModel<Config extends SgdConfig> implements Model<Config> {
  readonly task = "rating";
  readonly dimensions: Dimensions;
  readonly #factors: Factors;
  #scale = RatingScale.untrained;

  constructor(
    readonly name: string,
    readonly config: Config,
    options: CreateOptions,
  ) {
    this.dimensions = options.dimensions;
    this.#factors = initialFactors(options, { dim: config.embeddingDim, userBias: true });
  }

  startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    this.#scale = RatingScale.of(data.value);
    const { mean } = this.#scale;
    const settings: SgdSettings = { ...this.config, loss: "squared", numNegatives: 1, maxTrials: 1 };
    const problem = {
      data,
      grid: blockGrid(data, random.fork("users")),
      settings,
      factors: this.#factors,
      rowValue: (value: number) => value - mean,
    };
    return startSgdTraining(problem, { epochs: this.config.epochs, random, threads });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return this.#scale.apply(this.#factors.scorePairs(userIndex, itemIndex));
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#scale.apply(await this.#factors.dotProducts.scoreCatalogue(userIndex));
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    refuseFeatures(histories);
    const { dim, dotProducts } = this.#factors;
    const vectors = new Float32Array(histories.length * dim);
    const biases = new Float32Array(histories.length);
    for (const [n, history] of histories.entries()) {
      const folded = foldInRatings(this.#factors, history, this.#foldIn);
      vectors.set(folded.vector, n * dim);
      biases[n] = folded.bias;
    }
    return this.#scale.apply(await dotProducts.scoreVectors(vectors, { biases }));
  }

  async explainUser(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#scale.explain(this.#factors.explain(this.#factors.userOf(userIndex), itemIndex));
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#scale.explain(explainRatings(this.#factors, history, { ...this.#foldIn, itemIndex }));
  }

  /** By the cosine of their vectors. */
  itemSimilarity(): Scorer {
    return this.#factors.itemCosines;
  }

  state(): ModelState {
    return this.#factors.state().set("scale", this.#scale.state());
  }

  restore(state: ModelState): void {
    const scale = RatingScale.restored(restoreArray(state, "scale", [3]));
    this.#factors.restore(state);
    this.#scale = scale;
  }

  dispose(): void {
    this.#factors.release();
  }

  get #foldIn(): RatingFoldInOptions {
    return { l2: this.config.l2, biasL2: this.config.biasL2, mean: this.#scale.mean };
  }
}
