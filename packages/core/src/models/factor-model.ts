import type { Interactions } from "../data/interactions.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import type { Factors } from "./factors.js";
import type {
  Dimensions,
  History,
  Model,
  ModelState,
  Scorer,
  Task,
  TrainingSession,
  TrainingSetup,
} from "./model.js";

/**
 * A model that orders items by dot products of learned vectors: all that follows from the vectors alone. Left to say is
 * how they are learned, and how a history becomes one.
 */
export abstract class FactorModel<Config> implements Model<Config> {
  abstract readonly name: string;
  abstract readonly config: Config;
  readonly task: Task = "ranking";

  constructor(protected readonly factors: Factors) {}

  abstract startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession>;

  abstract scoreHistories(histories: readonly History[]): Promise<Float32Array>;

  get dimensions(): Dimensions {
    return this.factors.dimensions;
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return this.factors.scorePairs(userIndex, itemIndex);
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.factors.dotProducts.scoreCatalogue(userIndex);
  }

  dotProducts(): DotProducts {
    return this.factors.dotProducts;
  }

  /** By the cosine of their vectors. */
  itemSimilarity(): Scorer {
    return this.factors.itemCosines;
  }

  state(): ModelState {
    return this.factors.state();
  }

  restore(state: ModelState): void {
    this.factors.restore(state);
  }

  dispose(): void {
    this.factors.release();
  }
}
