import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { explainRow } from "../explanations/explain-row.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { rowProduct } from "../linear-algebra/row-product.js";
import { interactionMatrix } from "../linear-algebra/sparse-matrix.js";
import { sparseDenseProduct } from "../linear-algebra/sparse-product.js";
import { type SingularVectors, SubspaceIteration } from "../singular-vectors/subspace-iteration.js";
import { closedFormTraining } from "./closed-form-training.js";
import { FactorModel } from "./factor-model.js";
import { Factors } from "./factors.js";
import type { Dimensions, History, ModelDefinition, TrainingSession, TrainingSetup } from "./model.js";
import { useValuesField } from "./neighbour-config.js";
import { checkOwnTraining } from "./own-training.js";

const configSchema = z.strictObject({
  embeddingDim: z
    .int()
    .min(1)
    .max(512)
    .default(40)
    .describe("How many singular vectors are kept: the size of a user's and an item's embedding."),
  powerIterations: z
    .int()
    .min(0)
    .max(100)
    .default(10)
    .describe("Passes that sharpen the singular vectors: more where the singular values fall slowly."),
  useValues: useValuesField,
});
type PureSvdConfig = z.infer<typeof configSchema>;

/** score(u, ·) = x V Vᵀ, x the row of user u and V the leading right singular vectors of all rows. */
class PureSvd extends FactorModel<PureSvdConfig> {
  readonly name = "pure-svd";

  constructor(
    readonly config: PureSvdConfig,
    dimensions: Dimensions,
  ) {
    // Users are x V, items the rows of V.
    super(new Factors(dimensions, { dim: config.embeddingDim }));
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { random, threads } = setup;
    const { embeddingDim: rank, powerIterations } = this.config;
    const matrix = interactionMatrix(data, this.config);
    const iteration = await SubspaceIteration.start(matrix, {
      rank,
      powerIterations,
      random: random.fork("subspace"),
      threads,
    });
    return closedFormTraining({
      samples: data.length,
      phases: [
        { steps: iteration.steps, run: (step) => iteration.run(step) },
        { steps: 1, run: () => this.#learned(iteration.result()) },
      ],
      dispose: () => iteration.dispose(),
    });
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const rows = historyMatrix(histories, this.dimensions.numItems, this.config);
    return this.factors.dotProducts.scoreVectors(
      sparseDenseProduct(rows, this.factors.items, this.factors.dim),
    );
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    const { items, dim } = this.factors;
    const rows = historyMatrix([history], this.dimensions.numItems, this.config);
    return explainRow(rows, 0, (item) => rowProduct(items, dim, [item, itemIndex]));
  }

  #learned({ rows, columns }: SingularVectors): void {
    this.factors.users.set(rows);
    this.factors.items.set(columns);
    this.factors.release();
  }
}

/** PureSVD: a truncated singular value decomposition. Cremonesi, Koren & Turrin, RecSys 2010. */
export const pureSvd: ModelDefinition<PureSvdConfig> = {
  name: "pure-svd",
  title: "PureSVD",
  summary:
    "Projects a history on the directions in which histories differ most, and scores items by where it lands.",
  paper:
    "Cremonesi, Koren & Turrin, Performance of recommender algorithms on top-n recommendation tasks, RecSys 2010",
  whenToUse:
    "Implicit data, when embeddings are wanted within a second and nothing is to be tuned but their size.",
  whenNotToUse: "Where the last bit of quality counts: a tuned iALS or EASE ranks better.",
  searchSpace: {
    embeddingDim: { kind: "log-integer", min: 8, max: 512 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new PureSvd(config, dimensions),
};
