import type { z } from "zod";
import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import type { FeatureRecord } from "../features/feature-schema.js";
import type { ContextRecords, Features } from "../features/features.js";
import type { Loss } from "../losses/loss.js";
import type { Random } from "../random/random.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import type { Sampler } from "../sampling/sampler.js";
import type { SearchSpace } from "../search/search-space.js";
import type { FieldConditions } from "./field-conditions.js";

/** What a model is trained for: to predict a value, or to order items. */
export type Task = "rating" | "ranking";

/** The sizes that the data decides. */
export interface Dimensions {
  readonly numUsers: number;
  readonly numItems: number;
}

/** One named array of a model's state, row-major: weights are float32, indices and offsets are int32. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Everything a model learned, by name. What an artifact stores and early stopping restores. */
export type ModelState = ReadonlyMap<string, NamedArray>;

/** What scores depend on besides who asks. */
export interface ScoreOptions {
  /** Of the moment of the request, for a model with features of context; what is absent counts as missing. */
  readonly context?: FeatureRecord | undefined;
}

/** Where a model's scores come from; what evaluation and retrieval need of it. */
export interface Scorer {
  readonly dimensions: Dimensions;
  /** Whether scores depend on the context of a request. False where absent. */
  readonly readsContext?: boolean;
  /**
   * Scores of pairs: a predicted value for the rating task, any increasing measure of preference for ranking.
   *
   * @param userIndex [n]
   * @param itemIndex [n]
   * @returns [n]
   */
  scorePairs(userIndex: Int32Array, itemIndex: Int32Array, options?: ScoreOptions): Promise<Float32Array>;
  /**
   * Scores of the whole catalogue.
   *
   * @param userIndex [n]
   * @returns [n, numItems], row-major
   */
  scoreCatalogue(userIndex: Int32Array, options?: ScoreOptions): Promise<Float32Array>;
  /**
   * The same scores as dot products of vectors: retrieval and evaluation then run on kernels, without an array of all
   * scores. Absent from a scorer whose scores are none, or undefined. What comes back belongs to the scorer.
   */
  dotProducts?(): DotProducts | undefined | Promise<DotProducts | undefined>;
}

/** What a user that the model has not seen interacted with. */
export interface History {
  /** [n], oldest first: models of sequences read the order, and items that come again; all others want each once */
  readonly itemIndex: Int32Array;
  /** [n] ratings or weights; 1 each unless given. A model that was trained without values does without these too. */
  readonly value?: Float32Array | undefined;
  /** What is known of the user besides, for a model with features of users. */
  readonly features?: FeatureRecord | undefined;
}

/** A recommender: trained by `fit`, then scoring. */
export interface Model<Config = unknown> extends Scorer {
  /** The registry name, such as `neumf`. */
  readonly name: string;
  readonly config: Config;
  readonly task: Task;
  /** What the model was made with, to be kept with its weights. */
  readonly features?: Features | undefined;
  /** Prepares to train on `data`; `fit` runs what comes back. */
  startTraining(data: Interactions, options: TrainingSetup): TrainingSession | Promise<TrainingSession>;
  /**
   * Folds in: scores of the whole catalogue for users the model has not seen, without retraining. What a history
   * gets does not depend on the others of the call.
   *
   * @param histories one a user
   * @returns [histories, numItems], row-major
   */
  scoreHistories(histories: readonly History[], options?: ScoreOptions): Promise<Float32Array>;
  /**
   * How alike items are in the model's own geometry, from −1 to 1, as a scorer whose users are the items. Absent from
   * a model that has none. What comes back belongs to the model.
   */
  itemSimilarity?(): Scorer;
  /** The exact terms of a known user's score for an item, in any order. Absent where scores are no such sum. */
  explainUser?(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]>;
  /** The same for a history that is folded in. */
  explainHistory?(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]>;
  /** Copies of all that was learned. */
  state(): ModelState;
  /** Takes over a state of the same names and shapes. @throws CorruptArtifactError naming the first that differs */
  restore(state: ModelState): void;
  /** Frees tensors. The model is unusable afterwards. */
  dispose(): void;
}

/** What a training starts with beside the data. */
export interface TrainingSetup {
  readonly random: Random;
  /** Used instead of the loss that the config names. */
  readonly loss?: Loss;
  /** Used instead of the sampler that the config names. */
  readonly sampler?: Sampler;
  /** How many threads may work at once; all cores unless given. */
  readonly threads?: number | undefined;
  /** The context of each interaction of the data, for a model with features of context. */
  readonly context?: ContextRecords | undefined;
}

/** A training under way. Owns the optimizer's state, not the model's. */
export interface TrainingSession {
  readonly epochs: number;
  /** How many epochs at the start train parts of the model only: until they are over it has no scores to measure. */
  readonly pretrainingEpochs?: number;
  readonly stepsPerEpoch: number;
  /** Rows of the data an epoch goes over, sampled negatives included. */
  readonly samplesPerEpoch: number;
  /** Takes one optimizer step. Resolves to the mean loss of the batch, or undefined for a model that has no loss. */
  step(step: number): Promise<number | undefined>;
  /** Called before the first step of each epoch, from 1. */
  startEpoch(epoch: number): void;
  /** Frees what the training held. The model stays. */
  dispose(): void;
}

/** What the registry holds of a model: enough to describe it, validate its config and build it. */
export interface ModelDefinition<Config = unknown> {
  readonly name: string;
  readonly title: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Authors, title, venue, year. */
  readonly paper: string;
  readonly whenToUse: string;
  /** One sentence: what it is the wrong choice for. */
  readonly whenNotToUse: string;
  /** Whether the model can be made with features. */
  readonly readsFeatures?: boolean;
  /** Whether the order of a user's interactions counts: that of time, and without times that of the rows. */
  readonly readsOrder?: boolean;
  /** What a search may vary, and between which values. */
  readonly searchSpace: SearchSpace;
  /** What it may vary besides, of a model that is made with features. */
  readonly featureSearchSpace?: SearchSpace;
  readonly tasks: readonly Task[];
  /** Every field has a default and a description: forms and help are made from it. */
  readonly configSchema: z.ZodType<Config>;
  /** Of fields that do nothing in some configs: given there, they are refused. */
  readonly conditions?: FieldConditions<Config>;
  /** Defaults that differ by task, merged under what the caller gives. */
  readonly taskDefaults: Readonly<Partial<Record<Task, Readonly<Record<string, unknown>>>>>;
  /** An untrained model with weights drawn from `random`. */
  create(config: Config, options: CreateOptions): Model<Config>;
}

/** What a definition makes a model from, its config parsed. */
export interface CreateOptions {
  readonly task: Task;
  readonly dimensions: Dimensions;
  readonly random: Random;
  /** For a model that reads features. */
  readonly features?: Features | undefined;
}
