import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { HeldSparseMatrix } from "../linear-algebra/held-sparse-matrix.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import {
  emptyMatrix,
  interactionMatrix,
  rowEntries,
  rowLength,
  type SparseMatrix,
  selectRows,
  transpose,
} from "../linear-algebra/sparse-matrix.js";
import { sparseRowDots } from "../linear-algebra/sparse-product.js";
import { nearestRows, rowNorms } from "../neighbours/nearest-rows.js";
import { NeighbourSearch } from "../neighbours/neighbour-search.js";
import { sharedUsers } from "../neighbours/shared-users.js";
import { createWeighting, type Weighting } from "../neighbours/weighting.js";
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
import { neighbourConfigShape } from "./neighbour-config.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreHistories, restoreSparse, sparseState } from "./sparse-state.js";

const configSchema = z.strictObject({
  ...neighbourConfigShape({ numNeighbours: 70, shrinkage: 10, weighting: "none" }),
  similarityExponent: z
    .number()
    .min(0.1)
    .max(10)
    .default(1)
    .describe(
      "Raises similarities to this power: above 1, the nearest of the neighbours say more (Aiolli's locality).",
    ),
  lengthExponent: z
    .number()
    .min(0)
    .max(2)
    .default(0.5)
    .describe(
      "Divides a neighbour's say by the length of his history to this power: 0 lets those who have much speak for much.",
    ),
});
type UserKnnConfig = z.infer<typeof configSchema>;

/** Everything by which a new history's nearest users are found. */
interface Searched {
  readonly weighting: Weighting;
  /** [numItems, numUsers], weighted */
  readonly byItem: SparseMatrix;
  /** [numUsers], of the weighted histories */
  readonly norms: Float32Array;
}

/**
 * score(u, i) = the sum, over those of user u's nearest users who have item i, of
 * similarity ** similarityExponent / (length of their history) ** lengthExponent. The first exponent is the locality of
 * Aiolli, Efficient top-n recommendation for very large scale binary rated datasets, RecSys 2013.
 */
class UserKnn implements Model<UserKnnConfig> {
  readonly name = "user-knn";
  readonly task: Task = "ranking";
  /** [numUsers, numItems] */
  #histories: HeldSparseMatrix;
  /** [numItems, numUsers] */
  #byItem: SparseMatrix;
  /** [numUsers, numUsers] the nearest users of each, nearest first */
  #neighbours: SparseMatrix;
  /** Made when first asked for. */
  #itemSimilarity: Scorer | undefined;
  /** Made on the first history that is folded in. */
  #searched: Searched | undefined;

  constructor(
    readonly config: UserKnnConfig,
    readonly dimensions: Dimensions,
  ) {
    const { numUsers, numItems } = dimensions;
    this.#histories = new HeldSparseMatrix(emptyMatrix(numUsers, numItems));
    this.#byItem = emptyMatrix(numItems, numUsers);
    this.#neighbours = emptyMatrix(numUsers, numUsers);
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { threads } = setup;
    const histories = interactionMatrix(data, this.config);
    const weighted = createWeighting(this.config.weighting, histories)(histories);
    const search = await NeighbourSearch.start(weighted, { ...this.config, threads });
    return closedFormTraining({
      samples: data.length,
      phases: [
        { steps: search.steps, run: (step) => search.run(step) },
        { steps: 1, run: () => this.#learned(histories, this.#weigh(search.result(), histories)) },
      ],
      dispose: () => search.dispose(),
    });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return sparseRowDots(this.#neighbours, this.#byItem, { rows: userIndex, others: itemIndex });
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#histories.leftProduct(selectRows(this.#neighbours, userIndex));
  }

  /** A history's nearest users are all that the model knows: one who is a user himself finds himself among them. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    return this.#histories.leftProduct(this.#nearestTo(histories));
  }

  /** By the cosine of who has them. */
  itemSimilarity(): Scorer {
    this.#itemSimilarity ??= sharedUsers(this.#byItem);
    return this.#itemSimilarity;
  }

  async explainUser(userIndex: number, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#explain(this.#neighbours, userIndex, itemIndex);
  }

  async explainHistory(history: History, itemIndex: number): Promise<readonly ExplanationTerm[]> {
    return this.#explain(this.#nearestTo([history]), 0, itemIndex);
  }

  state(): ModelState {
    return new Map([
      ...sparseState("histories", this.#histories.matrix),
      ...sparseState("neighbours", this.#neighbours),
    ]);
  }

  restore(state: ModelState): void {
    const { numUsers } = this.dimensions;
    const histories = restoreHistories(state, this.dimensions);
    const neighbours = restoreSparse(state, "neighbours", {
      numRows: numUsers,
      numColumns: numUsers,
      ascending: false,
    });
    this.#learned(histories, neighbours);
  }

  dispose(): void {
    this.#histories.dispose();
  }

  /** What each of the nearest users adds, if he has the item: how near he is. */
  #explain(neighbours: SparseMatrix, row: number, itemIndex: number): ExplanationTerm[] {
    const values = new Map(rowEntries(this.#byItem, itemIndex));
    return rowEntries(neighbours, row).flatMap(([userIndex, nearness]): ExplanationTerm[] => {
      const contribution = nearness * (values.get(userIndex) ?? 0);
      return contribution === 0 ? [] : [{ kind: "user", userIndex, contribution }];
    });
  }

  /** @returns [histories, numUsers] */
  #nearestTo(histories: readonly History[]): SparseMatrix {
    const { weighting, byItem, norms } = this.#search();
    const rows = weighting(historyMatrix(histories, this.dimensions.numItems, this.config));
    const nearest = nearestRows(
      { rows, byColumn: byItem, norms },
      { ...this.config, start: 0, end: rows.numRows, excludeSelf: false },
    );
    return this.#weigh(nearest, this.#histories.matrix);
  }

  /** Similarities as what the neighbours have to say: [rows, numUsers] both. */
  #weigh(neighbours: SparseMatrix, histories: SparseMatrix): SparseMatrix {
    const { similarityExponent, lengthExponent } = this.config;
    const values = Float32Array.from(
      neighbours.columns,
      (user, i) =>
        (neighbours.values?.[i] ?? 1) ** similarityExponent / rowLength(histories, user) ** lengthExponent,
    );
    return { ...neighbours, values };
  }

  #learned(histories: SparseMatrix, neighbours: SparseMatrix): void {
    this.#histories.dispose();
    this.#histories = new HeldSparseMatrix(histories);
    this.#byItem = transpose(histories);
    this.#neighbours = neighbours;
    this.#searched = undefined;
    this.#itemSimilarity = undefined;
  }

  #search(): Searched {
    if (!this.#searched) {
      const { matrix } = this.#histories;
      const weighting = createWeighting(this.config.weighting, matrix);
      const weighted = weighting(matrix);
      this.#searched = { weighting, byItem: transpose(weighted), norms: rowNorms(weighted) };
    }
    return this.#searched;
  }
}

/** The nearest users. Herlocker et al., SIGIR 1999. */
export const userKnn: ModelDefinition<UserKnnConfig> = {
  name: "user-knn",
  title: "Nearest users",
  summary: "Recommends what the users with the most similar histories have.",
  paper:
    "Herlocker, Konstan, Borchers & Riedl, An algorithmic framework for performing collaborative filtering, SIGIR 1999",
  whenToUse:
    "A baseline for implicit data with fewer users than items, or where people like you is the story.",
  whenNotToUse: "With far more users than items: every new history is compared with all users.",
  searchSpace: {
    numNeighbours: { kind: "log-integer", min: 10, max: 1000 },
    shrinkage: { kind: "uniform", min: 0, max: 200 },
    weighting: { kind: "choice", values: ["none", "tf-idf", "bm25"] },
    similarityExponent: { kind: "uniform", min: 1, max: 8 },
    lengthExponent: { kind: "uniform", min: 0, max: 1 },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new UserKnn(config, dimensions),
};
