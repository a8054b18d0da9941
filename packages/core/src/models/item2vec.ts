import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { startingWeights } from "../layers/starting-weights.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { ItemCosines } from "../retrieval/item-cosines.js";
import { unitVectors } from "../retrieval/unit-vectors.js";
import { countItems, startSkipGramTraining } from "../skip-grams/skip-gram-training.js";
import { embeddingDimField } from "./embedding-dim-field.js";
import { FactorModel } from "./factor-model.js";
import { Factors } from "./factors.js";
import type {
  Dimensions,
  History,
  ModelDefinition,
  ModelState,
  Scorer,
  TrainingSession,
  TrainingSetup,
} from "./model.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreArray } from "./restore-array.js";

const configSchema = z.strictObject({
  embeddingDim: embeddingDimField(64, "Size of an item's two vectors."),
  order: z
    .enum(["time", "none"])
    .default("none")
    .describe(
      "time pairs items that a user had soon after each other; none deals a user's items anew each epoch, so that any two may be a pair.",
    ),
  window: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .describe("How far apart the items of a pair may be; the reach of each item is drawn, from 1."),
  subsample: z
    .number()
    .gt(0)
    .max(1)
    .nullable()
    .default(1e-4)
    .describe("Share of the interactions above which an item is left out at times; nothing to keep all."),
  numNegatives: z.int().min(1).max(100).default(5).describe("Sampled negatives for each pair."),
  noisePower: z
    .number()
    .min(0)
    .max(2)
    .default(0.5)
    .describe("Negatives are drawn in proportion to an item's interactions to this power."),
  popularityWeight: z
    .number()
    .min(0)
    .max(2)
    .default(0.1)
    .describe("How much the logarithm of an item's interactions adds to its scores, which are mean cosines."),
  historyHalfLife: z
    .number()
    .gt(0)
    .max(1e6)
    .nullable()
    .default(null)
    .describe("Items after which one of a history counts half for its user; nothing for all alike."),
  learningRate: z
    .number()
    .gt(0)
    .max(10)
    .default(0.05)
    .describe("Step size at the start; it falls evenly towards zero."),
  epochs: z.int().min(1).max(10_000).default(8).describe("Passes over the histories."),
});
type Item2vecConfig = z.infer<typeof configSchema>;

/**
 * score(u, j) = v · c(j) + popularityWeight · ln(1 + interactions of j), with v the mean over the user's history of the
 * vectors that its items have as centers, and c(j) the vector of j as a context: all at length 1, so that a score is a mean
 * of cosines.
 */
class Item2vec extends FactorModel<Item2vecConfig> {
  readonly name = "item2vec";
  /** [numItems, embeddingDim] items as centers, at length 1 */
  readonly #centers: Float32Array;
  readonly #cosines: ItemCosines;

  constructor(
    readonly config: Item2vecConfig,
    dimensions: Dimensions,
  ) {
    const { embeddingDim } = config;
    // Users' means, and items as contexts, at length 1.
    super(new Factors(dimensions, { dim: embeddingDim, itemBias: true }));
    this.#centers = startingWeights(dimensions.numItems * embeddingDim);
    this.#cosines = new ItemCosines(dimensions.numItems, () => ({ dim: embeddingDim, items: this.#centers }));
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    const { embeddingDim: dim, popularityWeight } = this.config;
    const draws = random.fork("vectors");
    const vectors = {
      dim,
      // As word2vec begins.
      inputs: Float32Array.from({ length: this.#centers.length }, () => (draws.uniform() - 0.5) / dim),
      outputs: new Float32Array(this.#centers.length),
    };
    const bias = Float32Array.from(countItems(data), (count) => popularityWeight * Math.log1p(count));
    return startSkipGramTraining({
      data,
      vectors,
      settings: this.config,
      random,
      threads,
      onEpochEnd: ({ offsets, itemIndex }) => {
        this.#centers.set(unitVectors({ dim, items: vectors.inputs }));
        const { users, items, itemBias } = this.factors;
        items.set(unitVectors({ dim, items: vectors.outputs }));
        itemBias?.set(bias);
        for (let user = 0; user < data.numUsers; user++) {
          users.set(this.#meanOf(itemIndex.subarray(offsets[user], offsets[user + 1])), user * dim);
        }
        this.#release();
      },
    });
  }

  /** As training makes the vectors of its own users, whatever values the histories have. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    // Says what is wrong with a history; their order is that of the items given.
    historyMatrix(histories, this.dimensions.numItems, { useValues: false });
    const vectors = new Float32Array(histories.length * this.config.embeddingDim);
    for (const [n, { itemIndex }] of histories.entries()) {
      vectors.set(this.#meanOf(itemIndex), n * this.config.embeddingDim);
    }
    return this.factors.dotProducts.scoreVectors(vectors);
  }

  /** By the cosine of their vectors as centers, as in the paper. */
  override itemSimilarity(): Scorer {
    return this.#cosines;
  }

  async explainHistory(
    { itemIndex: items }: History,
    itemIndex: number,
  ): Promise<readonly ExplanationTerm[]> {
    const { dim, itemBias } = this.factors;
    const target = this.factors.items.subarray(itemIndex * dim, (itemIndex + 1) * dim);
    const shares = this.#sharesOf(items.length);
    const ofItems = Array.from(items, (item, at): ExplanationTerm => {
      const cosine = target.reduce((sum, x, d) => sum + x * (this.#centers[item * dim + d] as number), 0);
      return { kind: "item", itemIndex: item, contribution: (shares[at] as number) * cosine };
    });
    return [...ofItems, { kind: "itemBias", contribution: itemBias?.[itemIndex] ?? 0 }];
  }

  override state(): ModelState {
    const shape = [this.dimensions.numItems, this.config.embeddingDim];
    return this.factors.state().set("centers", { shape, data: this.#centers.slice() });
  }

  override restore(state: ModelState): void {
    const centers = restoreArray(state, "centers", [this.dimensions.numItems, this.config.embeddingDim]);
    super.restore(state);
    this.#centers.set(centers);
    this.#release();
  }

  override dispose(): void {
    this.#release();
  }

  #release(): void {
    this.factors.release();
    this.#cosines.release();
  }

  /**
   * @param items oldest first
   * @returns [embeddingDim] zero for no items
   */
  #meanOf(items: Int32Array): Float32Array {
    const { embeddingDim: dim } = this.config;
    const mean = new Float32Array(dim);
    const shares = this.#sharesOf(items.length);
    for (const [at, item] of items.entries()) {
      const share = shares[at] as number;
      for (let d = 0; d < dim; d++) {
        mean[d] = (mean[d] as number) + share * (this.#centers[item * dim + d] as number);
      }
    }
    return mean;
  }

  /** How much each item of a history counts, oldest first: 1 together. */
  #sharesOf(length: number): Float64Array {
    const { historyHalfLife } = this.config;
    const weights = Float64Array.from({ length }, (_, at) =>
      historyHalfLife === null ? 1 : 2 ** ((at + 1 - length) / historyHalfLife),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
}

/** item2vec: skip-grams over histories. Barkan & Koenigstein, MLSP 2016. */
export const item2vec: ModelDefinition<Item2vecConfig> = {
  name: "item2vec",
  title: "item2vec",
  summary:
    "Learns a vector for each item from the items around it in histories, and averages them for a user.",
  paper:
    "Barkan & Koenigstein, Item2vec: neural item embedding for collaborative filtering, MLSP 2016; after Mikolov et al., NIPS 2013",
  whenToUse:
    "For vectors of items alone, learned in seconds from sessions or baskets: similar items, and users who come and go.",
  whenNotToUse: "When whole lists for known users are what counts: models that learn from users are ahead.",
  readsOrder: true,
  searchSpace: {
    order: { kind: "choice", values: ["time", "none"] },
    window: { kind: "log-integer", min: 2, max: 20 },
    subsample: { kind: "log-uniform", min: 1e-5, max: 1e-2 },
    noisePower: { kind: "uniform", min: 0, max: 1 },
    popularityWeight: { kind: "uniform", min: 0, max: 0.2 },
    historyHalfLife: { kind: "choice", values: [null, 5, 20, 80] },
    learningRate: { kind: "log-uniform", min: 0.01, max: 0.1 },
    epochs: { kind: "log-integer", min: 5, max: 50 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new Item2vec(config, dimensions),
};
