import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { startLightGcnTraining } from "../graph-convolution/light-gcn-training.js";
import { startingWeights } from "../layers/starting-weights.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { sparseDenseProduct } from "../linear-algebra/sparse-product.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { FactorModel } from "./factor-model.js";
import { Factors } from "./factors.js";
import type {
  Dimensions,
  History,
  ModelDefinition,
  ModelState,
  TrainingSession,
  TrainingSetup,
} from "./model.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreArray } from "./restore-array.js";

const configSchema = z.strictObject({
  embeddingDim: embeddingDimField(64, "Size of a user's and an item's embedding."),
  layers: z
    .int()
    .min(1)
    .max(10)
    .default(2)
    .describe("How many edges away a user's and an item's vector is gathered from."),
  learningRate: z.number().gt(0).max(10).default(0.05).describe("Step size of Adam."),
  l2: z
    .number()
    .min(0)
    .max(10)
    .default(1e-4)
    .describe("Weight of the squared initial embeddings that a batch reads."),
  batchSize: z
    .int()
    .min(1)
    .max(10_000_000)
    .default(65_536)
    .describe("Interactions in one step, which costs the same for many as for few."),
  epochs: z.int().min(1).max(10_000).default(24).describe("Passes over the observed interactions."),
});
type LightGcnConfig = z.infer<typeof configSchema>;

/**
 * score = user · item, both the mean of an initial embedding and its propagations over the graph of interactions. After
 * training the means are kept, not what they came from.
 *
 * A new user has no initial embedding: it counts as zero. Beyond that fold-in is exact: from the items' vectors layer by
 * layer, as they are without the new user, it makes what the graph would give a user with these items.
 */
class LightGcn extends FactorModel<LightGcnConfig> {
  readonly name = "lightgcn";
  /** [numItems, embeddingDim] what an item adds to the vector of a new user, but for 1 / √(length of the history) */
  readonly #contributions: Float32Array;

  constructor(
    readonly config: LightGcnConfig,
    dimensions: Dimensions,
  ) {
    super(new Factors(dimensions, { dim: config.embeddingDim }));
    this.#contributions = startingWeights(dimensions.numItems * config.embeddingDim);
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    return startLightGcnTraining({
      data,
      settings: this.config,
      random,
      threads,
      onEpochEnd: ({ users, items, contributions }) => {
        this.factors.users.set(users);
        this.factors.items.set(items);
        this.#contributions.set(contributions);
        this.factors.release();
      },
    });
  }

  /** The values of a history are not read. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const matrix = historyMatrix(histories, this.dimensions.numItems, { useValues: false });
    const { embeddingDim } = this.config;
    const vectors = sparseDenseProduct(matrix, this.#contributions, embeddingDim);
    for (const [n, { itemIndex }] of histories.entries()) {
      const share = 1 / Math.sqrt(Math.max(1, itemIndex.length));
      for (let at = n * embeddingDim; at < (n + 1) * embeddingDim; at++) {
        vectors[at] = share * (vectors[at] as number);
      }
    }
    return this.factors.dotProducts.scoreVectors(vectors);
  }

  async explainHistory(
    { itemIndex: items }: History,
    itemIndex: number,
  ): Promise<readonly ExplanationTerm[]> {
    const { dim } = this.factors;
    const target = this.factors.items.subarray(itemIndex * dim, (itemIndex + 1) * dim);
    const share = 1 / Math.sqrt(Math.max(1, items.length));
    return Array.from(items, (item) => ({
      kind: "item",
      itemIndex: item,
      contribution:
        share * target.reduce((sum, x, d) => sum + x * (this.#contributions[item * dim + d] as number), 0),
    }));
  }

  override state(): ModelState {
    const shape = [this.dimensions.numItems, this.config.embeddingDim];
    return this.factors.state().set("itemContributions", { shape, data: this.#contributions.slice() });
  }

  override restore(state: ModelState): void {
    const shape = [this.dimensions.numItems, this.config.embeddingDim];
    const contributions = restoreArray(state, "itemContributions", shape);
    super.restore(state);
    this.#contributions.set(contributions);
  }
}

/** LightGCN: embeddings averaged over the graph. He et al., SIGIR 2020. */
export const lightgcn: ModelDefinition<LightGcnConfig> = {
  name: "lightgcn",
  title: "LightGCN",
  summary:
    "Embeddings averaged over the graph of who had what, so that each carries those of its neighbourhood.",
  paper:
    "He, Deng, Wang, Li, Zhang & Wang, LightGCN: simplifying and powering graph convolution network for recommendation, SIGIR 2020",
  whenToUse:
    "Implicit data where many users and items have few interactions: neighbours' neighbours speak for them.",
  whenNotToUse:
    "Where time is short: each step goes over all interactions several times, and ease and ials are as good on dense data.",
  searchSpace: {
    layers: { kind: "integer", min: 1, max: 4 },
    embeddingDim: { kind: "choice", values: [32, 64, 128] },
    learningRate: { kind: "log-uniform", min: 0.005, max: 0.2 },
    l2: { kind: "log-uniform", min: 1e-6, max: 1e-2 },
    batchSize: { kind: "choice", values: [16_384, 65_536, 262_144] },
    epochs: { kind: "early-stopped", max: 200, patience: 10 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new LightGcn(config, dimensions),
};
