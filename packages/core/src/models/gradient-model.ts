import * as tf from "@tensorflow/tfjs";
import { useThreads } from "../backend/simd/use-threads.js";
import type { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { EmbeddingTable, type EmbeddingTableSpec } from "../embedding/embedding-table.js";
import { gatherRows } from "../embedding/embedding-training.js";
import { InvalidConfigError, InvalidFeaturesError } from "../errors/errors.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { RatingScale } from "../factorization/rating-scale.js";
import type { FeatureRecord } from "../features/feature-schema.js";
import type { Features } from "../features/features.js";
import type { DotProducts } from "../retrieval/dot-products.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
import { afterEachStep } from "../training/after-each-step.js";
import { explainLogit } from "./explain-network.js";
import { FeatureReading, type ReadingOptions, unknownRowOf } from "./feature-reading.js";
import type { GradientConfig } from "./gradient-config.js";
import { foldInTables } from "./gradient-fold-in.js";
import { itemEmbeddings } from "./item-embeddings.js";
import { catalogueLogits, type LogitSource, pairLogits } from "./logits.js";
import type {
  CreateOptions,
  Dimensions,
  History,
  Model,
  ModelState,
  NamedArray,
  ScoreOptions,
  Scorer,
  Task,
  TrainingSession,
  TrainingSetup,
} from "./model.js";
import { startNetworkTraining } from "./network-training.js";
import { NetworkDotProducts } from "./network-vectors.js";
import { type Objective, objectiveOf } from "./objective.js";
import type { TrainableNetwork } from "./pretraining.js";
import { restoreArray } from "./restore-array.js";

const noFeatures: FeatureRecord = {};

/** A model whose logits are a `tf` function of embedding rows: any `Network`, trained step by step. */
export class GradientModel<Config extends GradientConfig> implements Model<Config> {
  readonly task: Task;
  readonly dimensions: Dimensions;
  readonly features: Features | undefined;
  readonly #reading: FeatureReading | undefined;
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly #weights: ReadonlyMap<string, tf.Variable>;
  /** How logits become ratings; unset for ranking. */
  #scale: RatingScale | undefined;
  readonly #itemCosines: ItemCosines;
  /** Absent where scores are no dot products, as ratings, which end at a scale's ends. */
  readonly #dotProducts: NetworkDotProducts | undefined;
  /** What the last training minimised: a loss or a sampler of the caller's own is not in the config. */
  #objective: Objective | undefined;

  /** Present where the network says what its logits are the sum of. */
  readonly explainUser?: NonNullable<Model["explainUser"]>;
  readonly explainHistory?: NonNullable<Model["explainHistory"]>;

  constructor(
    readonly name: string,
    readonly config: Config,
    readonly network: TrainableNetwork,
    { task, dimensions, random, features }: CreateOptions,
  ) {
    this.task = task;
    this.dimensions = dimensions;
    this.features = features;
    this.#reading = features && new FeatureReading(features, dimensions, Object.values(network.tables));
    this.tables = new Map(
      Object.entries(network.tables).map(([tableName, spec]) => [
        tableName,
        new EmbeddingTable(this.#rowsOf(spec), spec, random.fork(tableName)),
      ]),
    );
    this.#reading?.clearUnknown(this.tables.values());
    this.#weights = new Map(network.layers.flatMap((layer) => Object.entries(layer.weights)));
    const { vectors } = network;
    const { tables } = this;
    if (vectors && task === "ranking")
      this.#dotProducts = new NetworkDotProducts({
        ...{ vectors, tables, dimensions },
        read: (pairs) => this.#reader({})(pairs),
      });
    const { numItems } = dimensions;
    this.#itemCosines = new ItemCosines(numItems, () =>
      itemEmbeddings(this.tables.values(), { numItems, read: this.#reader({}) }),
    );
    if (!network.terms) return;
    this.explainUser = (userIndex, itemIndex) => this.#explain(this.#source({}), userIndex, itemIndex);
    this.explainHistory = async (history, itemIndex) =>
      this.#explain(await this.#fold([history], {}), 0, itemIndex);
  }

  get readsContext(): boolean {
    return this.#reading?.readsContext ?? false;
  }

  get weights(): ReadonlyMap<string, tf.Variable> {
    return this.#weights;
  }

  async startTraining(
    data: Interactions,
    { random, threads, loss: ownLoss, sampler: ownSampler, context }: TrainingSetup,
  ): Promise<TrainingSession> {
    const objective = objectiveOf(this.config, { loss: ownLoss, sampler: ownSampler });
    const { loss, sampler } = objective;
    if (loss.task !== this.task) {
      throw new InvalidConfigError(
        `The loss "${loss.name}" is for the ${loss.task} task, and this ${this.name} is for ${this.task}.`,
      );
    }
    const { idDropout = 0 } = this.config;
    const reading = this.#reading?.startTraining(data, { idDropout, context, random });
    await useThreads(threads);
    this.#objective = objective;
    this.#scale = this.task === "rating" ? RatingScale.of(data.value) : undefined;
    const { batchSize, numNegatives, epochs, optimizer, learningRate, decay } = this.config;
    const drawnFrom = reading?.data ?? data;
    const batches = loss.batches({
      ...{ data: drawnFrom, batchSize, numNegatives, sampler, random },
      labelOffset: this.#scale?.mean ?? 0,
      scoresGrids: this.network.vectors !== undefined,
    });
    const { numItems } = drawnFrom;
    const training = startNetworkTraining(this, {
      ...{ epochs, optimizer, learningRate, decay, loss, batches, numItems, reading },
    });
    return afterEachStep(training, () => this.#release());
  }

  async scorePairs(
    userIndex: Int32Array,
    itemIndex: Int32Array,
    options: ScoreOptions = {},
  ): Promise<Float32Array> {
    return this.#scaled(await pairLogits(this.#source(options), { userIndex, itemIndex }));
  }

  async scoreCatalogue(userIndex: Int32Array, options: ScoreOptions = {}): Promise<Float32Array> {
    return this.#scoreUsers(this.#source(options), userIndex);
  }

  async scoreHistories(histories: readonly History[], options: ScoreOptions = {}): Promise<Float32Array> {
    const folded = await this.#fold(histories, options);
    const users = Int32Array.from(histories.keys());
    return this.#dotProducts?.scoreUsersOf(folded, users) ?? this.#scoreUsers(folded, users);
  }

  async dotProducts(): Promise<DotProducts | undefined> {
    return this.#dotProducts?.get();
  }

  /** By the cosine of their embeddings, those of all tables side by side. */
  itemSimilarity(): Scorer {
    return this.#itemCosines;
  }

  state(): ModelState {
    const state = new Map<string, NamedArray>();
    for (const [tableName, table] of this.tables) {
      state.set(`tables/${tableName}`, {
        shape: [table.numRows, table.embeddingDim],
        data: this.#reading?.rowsToKeep(table) ?? table.weights.slice(),
      });
    }
    for (const [weightName, weight] of this.#weights) {
      state.set(`layers/${weightName}`, {
        shape: weight.shape,
        data: (weight.dataSync() as Float32Array).slice(),
      });
    }
    if (this.task === "rating") state.set("scale", (this.#scale ?? RatingScale.untrained).state());
    return state;
  }

  restore(state: ModelState): void {
    // Everything is checked before anything is written.
    const tables = [...this.tables].map(([tableName, table]) => ({
      table,
      data: restoreArray(state, `tables/${tableName}`, [table.numRows, table.embeddingDim]),
    }));
    const weights = [...this.#weights].map(([weightName, weight]) => ({
      weight,
      data: restoreArray(state, `layers/${weightName}`, weight.shape),
    }));
    const scale =
      this.task === "rating" ? RatingScale.restored(restoreArray(state, "scale", [3])) : undefined;
    this.#release();
    for (const { table, data } of tables) table.weights.set(data);
    for (const { weight, data } of weights) tf.tidy(() => weight.assign(tf.tensor(data, weight.shape)));
    if (scale) this.#scale = scale;
  }

  dispose(): void {
    this.#release();
    for (const layer of this.network.layers) layer.dispose();
  }

  /** What was made of weights that are about to change, or go. */
  #release(): void {
    this.#itemCosines.release();
    this.#dotProducts?.release();
  }

  /** @throws InvalidFeaturesError for features that the model has not */
  #reader(options: ReadingOptions): LogitSource["read"] {
    if (this.#reading) return this.#reading.forScoring(options);
    const given = options.context ?? options.users?.find((record) => record !== noFeatures);
    if (given && Object.keys(given).length > 0)
      throw new InvalidFeaturesError(
        `This ${this.name} was made without features, and was given ${Object.keys(given).join(", ")}: leave them out, or train with them.`,
      );
    return (pairs) => pairs;
  }

  /** Learns rows of the histories. */
  async #fold(histories: readonly History[], options: ScoreOptions): Promise<LogitSource> {
    const read = this.#reader({ ...options, users: histories.map(({ features = noFeatures }) => features) });
    const tables = await foldInTables(
      {
        network: this.network,
        tables: this.tables,
        ...(this.#objective ?? objectiveOf(this.config)),
        numNegatives: this.config.numNegatives,
        labelOffset: this.#scale?.mean ?? 0,
        items: Vocabulary.ofIndices(this.dimensions.numItems),
        read,
        ...(this.#reading && { startOf: (table: EmbeddingTable) => unknownRowOf(table) }),
      },
      histories,
    );
    return { network: this.network, tables, read };
  }

  #source(options: ScoreOptions): LogitSource {
    return { network: this.network, tables: this.tables, read: this.#reader(options) };
  }

  async #scoreUsers(source: LogitSource, userIndex: Int32Array): Promise<Float32Array> {
    return this.#scaled(await catalogueLogits(source, userIndex, this.dimensions.numItems));
  }

  async #explain(
    source: LogitSource,
    userIndex: number,
    itemIndex: number,
  ): Promise<readonly ExplanationTerm[]> {
    const pair = { userIndex: Int32Array.of(userIndex), itemIndex: Int32Array.of(itemIndex) };
    const { terms = () => ({}) } = this.network;
    const ofLogit = await explainLogit(terms, gatherRows(source.tables, source.read(pair)));
    return this.#scale?.explain(ofLogit) ?? ofLogit;
  }

  #rowsOf(spec: EmbeddingTableSpec): number {
    if (this.#reading) return this.#reading.numRowsOf(spec);
    return { user: this.dimensions.numUsers, item: this.dimensions.numItems, context: 0, pair: 0 }[spec.side];
  }

  #scaled(logits: Float32Array): Float32Array {
    return this.#scale?.apply(logits) ?? logits;
  }
}
