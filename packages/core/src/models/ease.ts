import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError } from "../errors/errors.js";
import { explainRow } from "../explanations/explain-row.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { startingWeights } from "../layers/starting-weights.js";
import { DenseMatrix } from "../linear-algebra/dense-matrix.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import {
  emptyMatrix,
  interactionMatrix,
  type SparseMatrix,
  selectRows,
} from "../linear-algebra/sparse-matrix.js";
import { denseRowDots } from "../linear-algebra/sparse-product.js";
import { startGramInverse } from "../linear-algebra/start-gram-inverse.js";
import { ItemSimilarities } from "../retrieval/item-similarities.js";
import { closedFormTraining } from "./closed-form-training.js";
import type {
  Dimensions,
  History,
  Model,
  ModelDefinition,
  ModelState,
  Scorer,
  Task,
  TrainingSession,
  TrainingSetup,
} from "./model.js";
import { useValuesField } from "./neighbour-config.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreArray } from "./restore-array.js";
import { restoreHistories, sparseState } from "./sparse-state.js";

/** The weights of so many items take 1.6 GB. */
const maxItems = 20_000;

const configSchema = z.strictObject({
  l2: z
    .number()
    .gt(0)
    .max(1e9)
    .default(1000)
    .describe("Weight of the squared weights: more for fewer or noisier interactions."),
  useValues: useValuesField,
});
type EaseConfig = z.infer<typeof configSchema>;

/**
 * score(u, ·) = x B, x the row of user u and B the item weights that reconstruct all rows best, with a zero diagonal:
 * B[i, j] = −P[i, j] / P[j, j] for P = (XᵀX + l2 I)⁻¹.
 *
 * Held as the symmetric matrix −P with a zero diagonal and the scale 1 / P[j, j] of each target item j.
 */
class Ease implements Model<EaseConfig> {
  readonly name = "ease";
  readonly task: Task = "ranking";
  /** [numUsers, numItems] */
  #histories: SparseMatrix;
  /** [numItems, numItems] */
  #weights: DenseMatrix;
  /** [numItems] */
  #scales: Float32Array;

  constructor(
    readonly config: EaseConfig,
    readonly dimensions: Dimensions,
  ) {
    const { numUsers, numItems } = dimensions;
    if (numItems > maxItems) {
      const gigabytes = ((numItems ** 2 * 4) / 1e9).toFixed(1);
      throw new InvalidConfigError(
        `ease weighs every item against every other, and ${numItems} items make ${gigabytes} GB of weights: at most ${maxItems} items are allowed. Leave rare items out, or take item-knn or ials.`,
      );
    }
    this.#histories = emptyMatrix(numUsers, numItems);
    this.#weights = new DenseMatrix(startingWeights(numItems ** 2), numItems);
    this.#scales = startingWeights(numItems);
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { threads } = setup;
    const histories = interactionMatrix(data, this.config);
    const inverse = await startGramInverse(histories, { l2: this.config.l2, threads });
    return closedFormTraining({
      samples: data.length,
      phases: [
        { steps: inverse.steps, run: (step) => inverse.run(step) },
        { steps: 1, run: () => this.#learned(histories, inverse.result()) },
      ],
      dispose: () => inverse.dispose(),
    });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    const weights = this.#weights.values;
    const scores = denseRowDots(this.#histories, weights, { rows: userIndex, others: itemIndex });
    for (let n = 0; n < scores.length; n++) {
      scores[n] = (scores[n] as number) * (this.#scales[itemIndex[n] as number] as number);
    }
    return scores;
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#scoreRows(selectRows(this.#histories, userIndex));
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    return this.#scoreRows(historyMatrix(histories, this.dimensions.numItems, this.config));
  }

  /**
   * By their partial correlation, what two items have in common beyond all others:
   * −P[i, j] / √(P[i, i] P[j, j]) (Lauritzen, Graphical models, 1996, section 5.1).
   */
  itemSimilarity(): Scorer {
    const { numItems } = this.dimensions;
    return new ItemSimilarities(numItems, {
      pair: (item, other) => {
        if (item === other) return 1;
        const scale = Math.sqrt((this.#scales[item] as number) * (this.#scales[other] as number));
        return scale * (this.#weights.values[item * numItems + other] as number);
      },
    });
  }

  async explainUser(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#explain(this.#histories, userIndex, itemIndex);
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#explain(historyMatrix([history], this.dimensions.numItems, this.config), 0, itemIndex);
  }

  state(): ModelState {
    const { numItems } = this.dimensions;
    return new Map([
      ...sparseState("histories", this.#histories),
      ["weights", { shape: [numItems, numItems], data: this.#weights.values.slice() }],
      ["scales", { shape: [numItems], data: this.#scales.slice() }],
    ]);
  }

  restore(state: ModelState): void {
    const { numItems } = this.dimensions;
    const histories = restoreHistories(state, this.dimensions);
    const weights = restoreArray(state, "weights", [numItems, numItems]).slice();
    const scales = restoreArray(state, "scales", [numItems]).slice();
    this.#replace(histories, weights, scales);
  }

  dispose(): void {
    this.#weights.dispose();
  }

  /** What each item of the history adds: its weight in the column of the explained item. */
  #explain(histories: SparseMatrix, row: number, itemIndex: number): ExplanationTerm[] {
    const { numItems } = this.dimensions;
    const scale = this.#scales[itemIndex] as number;
    const weights = this.#weights.values.subarray(itemIndex * numItems, (itemIndex + 1) * numItems);
    return explainRow(histories, row, (item) => scale * (weights[item] as number));
  }

  /** @param inverse [numItems, numItems] −P, which becomes the weights */
  #learned(histories: SparseMatrix, inverse: Float32Array): void {
    const { numItems } = this.dimensions;
    const scales = new Float32Array(numItems);
    for (let item = 0; item < numItems; item++) {
      const diagonal = item * numItems + item;
      scales[item] = -1 / (inverse[diagonal] as number);
      inverse[diagonal] = 0;
    }
    this.#replace(histories, inverse, scales);
  }

  #replace(histories: SparseMatrix, weights: Float32Array, scales: Float32Array): void {
    this.#weights.dispose();
    this.#histories = histories;
    this.#weights = new DenseMatrix(weights, this.dimensions.numItems);
    this.#scales = scales;
  }

  async #scoreRows(rows: SparseMatrix): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scores = await this.#weights.leftProduct(rows);
    for (let row = 0; row < scores.length; row += numItems) {
      for (let item = 0; item < numItems; item++) {
        scores[row + item] = (scores[row + item] as number) * (this.#scales[item] as number);
      }
    }
    return scores;
  }
}

/** EASE: weights between all items, in closed form. Steck, WWW 2019. */
export const ease: ModelDefinition<EaseConfig> = {
  name: "ease",
  title: "EASE",
  summary: "Learns in closed form how much each item of a history speaks for each other item.",
  paper: "Steck, Embarrassingly shallow autoencoders for sparse data, WWW 2019",
  whenToUse:
    "The strongest simple model for implicit data of up to 20,000 items, and the one that deep models have to beat.",
  whenNotToUse: "For catalogues past some 20,000 items: it inverts a matrix of items × items.",
  searchSpace: {
    l2: { kind: "log-uniform", min: 10, max: 10000 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new Ease(config, dimensions),
};
