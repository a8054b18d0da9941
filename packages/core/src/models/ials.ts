import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { DivergedError } from "../errors/errors.js";
import { explainRow } from "../explanations/explain-row.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { type Alternation, startAlternation } from "../least-squares/alternating.js";
import { rowL2 } from "../least-squares/row-l2.js";
import {
  explainColumn,
  type NormalEquations,
  solveRows,
  weightedGramian,
} from "../least-squares/solve-rows.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { interactionMatrix, type SparseMatrix } from "../linear-algebra/sparse-matrix.js";
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
import { useValuesField } from "./neighbour-config.js";
import { checkOwnTraining } from "./own-training.js";

/** Standard deviation of a vector's first length, as Rendle et al. draw it. */
const initialLength = 0.1;

const configSchema = z.strictObject({
  embeddingDim: embeddingDimField(64, "Size of a user's and an item's embedding."),
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(12)
    .describe("Sweeps: each solves for all items and then for all users."),
  unobservedWeight: z
    .number()
    .gt(0)
    .max(1000)
    .default(0.2)
    .describe("Weight of the squared score of every pair, beside 1 for an observed one."),
  l2: z.number().gt(0).max(1000).default(0.005).describe("Weight of the squared embeddings."),
  l2Exponent: z
    .number()
    .min(0)
    .max(2)
    .default(1)
    .describe(
      "How much more l2 an embedding with more pairs gets: 0 the same for all, 1 in proportion to their weight.",
    ),
  useValues: useValuesField,
});
type IalsConfig = z.infer<typeof configSchema>;

/** score = user · item, both the least-squares solutions for the other side. */
class Ials extends FactorModel<IalsConfig> {
  readonly name = "ials";
  /** Of the items, for folding in: made when first needed. */
  #gramian: Float64Array | undefined;

  constructor(
    readonly config: IalsConfig,
    dimensions: Dimensions,
  ) {
    super(new Factors(dimensions, { dim: config.embeddingDim }));
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    const { embeddingDim, epochs } = this.config;
    const { users, items } = this.factors;
    this.#gramian = undefined;
    const draws = random.fork("embeddings");
    const deviation = initialLength / Math.sqrt(embeddingDim);
    for (let i = 0; i < users.length; i++) users[i] = deviation * draws.normal();
    const alternation = await startAlternation(
      interactionMatrix(data, this.config),
      { dim: embeddingDim, users, items },
      { weights: this.config, threads },
    );
    let epoch = 0;
    return {
      epochs,
      stepsPerEpoch: alternation.stepsPerSweep,
      samplesPerEpoch: data.length,
      startEpoch: (started) => {
        epoch = started;
      },
      step: async (step) => this.#sweep(alternation, epoch, step),
      dispose: () => alternation.dispose(),
    };
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const matrix = historyMatrix(histories, this.dimensions.numItems, this.config);
    const solved = new Float32Array(matrix.numRows * this.config.embeddingDim);
    solveRows(matrix, this.#equations(matrix), { solved, start: 0, end: matrix.numRows });
    return this.factors.dotProducts.scoreVectors(solved);
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    const matrix = historyMatrix([history], this.dimensions.numItems, this.config);
    const weightOf = explainColumn(matrix, { row: 0, column: itemIndex }, this.#equations(matrix));
    return explainRow(matrix, 0, weightOf);
  }

  override restore(state: ModelState): void {
    super.restore(state);
    this.#gramian = undefined;
  }

  /** By which the vectors of histories are found. */
  #equations(matrix: SparseMatrix): NormalEquations {
    const { embeddingDim: dim, unobservedWeight } = this.config;
    const fixed = this.factors.items;
    this.#gramian ??= weightedGramian(fixed, dim, unobservedWeight);
    return { fixed, dim, gramian: this.#gramian, l2: rowL2(matrix, this.config) };
  }

  #sweep(alternation: Alternation, epoch: number, step: number): undefined {
    alternation.run(step);
    if (step < alternation.stepsPerSweep - 1) return;
    this.#gramian = undefined;
    this.factors.release();
    // Normal equations that are singular in 32 bits have no number for a solution.
    if (!this.factors.users.every(Number.isFinite)) throw new DivergedError(epoch, step, Number.NaN);
  }
}

/** iALS: factors by alternating least squares. Hu, Koren & Volinsky, ICDM 2008. */
export const ials: ModelDefinition<IalsConfig> = {
  name: "ials",
  title: "Implicit alternating least squares",
  summary:
    "A vector for each user and item, solved for in turn: observed pairs score 1, all others near 0 with less weight.",
  paper:
    "Hu, Koren & Volinsky, Collaborative filtering for implicit feedback datasets, ICDM 2008; Rendle, Krichene, Zhang & Koren, Revisiting the performance of iALS on item recommendation benchmarks, RecSys 2022",
  whenToUse:
    "Implicit data of any catalogue: as good as the best of its kind when tuned, and folds new users in exactly.",
  whenNotToUse: "For ratings that say how much somebody disliked a thing, or where order in time matters.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 16, max: 256 },
    epochs: { kind: "integer", min: 5, max: 30 },
    unobservedWeight: { kind: "log-uniform", min: 0.01, max: 2 },
    l2: { kind: "log-uniform", min: 0.0005, max: 0.1 },
    l2Exponent: { kind: "uniform", min: 0, max: 1 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new Ials(config, dimensions),
};
