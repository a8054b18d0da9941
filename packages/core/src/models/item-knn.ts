import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { explainRow } from "../explanations/explain-row.js";
import type { ExplanationTerm } from "../explanations/explanation.js";
import { HeldSparseMatrix } from "../linear-algebra/held-sparse-matrix.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import {
  emptyMatrix,
  interactionMatrix,
  rowEntries,
  type SparseMatrix,
  selectRows,
  transpose,
} from "../linear-algebra/sparse-matrix.js";
import { sparseRowDots } from "../linear-algebra/sparse-product.js";
import { NeighbourSearch } from "../neighbours/neighbour-search.js";
import { createWeighting } from "../neighbours/weighting.js";
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
import { neighbourConfigShape } from "./neighbour-config.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreHistories, restoreSparse, sparseState } from "./sparse-state.js";

const configSchema = z.strictObject(
  neighbourConfigShape({ numNeighbours: 70, shrinkage: 20, weighting: "tf-idf" }),
);
type ItemKnnConfig = z.infer<typeof configSchema>;

/** score(u, j) = the sum, over those of item j's nearest items that u has, of their similarity. */
class ItemKnn implements Model<ItemKnnConfig> {
  readonly name = "item-knn";
  readonly task: Task = "ranking";
  /** [numUsers, numItems] */
  #histories: SparseMatrix;
  /** [numItems, numItems] the nearest items of each, nearest first */
  #neighbours: SparseMatrix;
  /** Its transpose: of each item, those it is near to. */
  #nearTo: HeldSparseMatrix;

  constructor(
    readonly config: ItemKnnConfig,
    readonly dimensions: Dimensions,
  ) {
    const { numUsers, numItems } = dimensions;
    this.#histories = emptyMatrix(numUsers, numItems);
    this.#neighbours = emptyMatrix(numItems, numItems);
    this.#nearTo = new HeldSparseMatrix(this.#neighbours);
  }

  async startTraining(data: Interactions, setup: TrainingSetup): Promise<TrainingSession> {
    checkOwnTraining(this.name, setup);
    const { threads } = setup;
    const histories = interactionMatrix(data, this.config);
    const byItem = transpose(histories);
    const weighted = createWeighting(this.config.weighting, byItem)(byItem);
    const search = await NeighbourSearch.start(weighted, { ...this.config, threads });
    return closedFormTraining({
      samples: data.length,
      phases: [
        { steps: search.steps, run: (step) => search.run(step) },
        { steps: 1, run: () => this.#learned(histories, search.result()) },
      ],
      dispose: () => search.dispose(),
    });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return sparseRowDots(this.#histories, this.#neighbours, { rows: userIndex, others: itemIndex });
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#nearTo.leftProduct(selectRows(this.#histories, userIndex));
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    return this.#nearTo.leftProduct(historyMatrix(histories, this.dimensions.numItems, this.config));
  }

  /** By the similarity that the neighbours were chosen by; 0 to an item that is none of them. */
  itemSimilarity(): Scorer {
    const { offsets, columns, values } = this.#neighbours;
    const row = (item: number, into: Float32Array) => {
      for (let i = offsets[item] as number; i < (offsets[item + 1] as number); i++) {
        into[columns[i] as number] = values?.[i] ?? 1;
      }
      into[item] = 1;
    };
    return new ItemSimilarities(this.dimensions.numItems, {
      row,
      pair: (item, other) => {
        if (item === other) return 1;
        const start = offsets[item] as number;
        const at = columns.subarray(start, offsets[item + 1]).indexOf(other);
        return at < 0 ? 0 : (values?.[start + at] ?? 1);
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
    return new Map([
      ...sparseState("histories", this.#histories),
      ...sparseState("neighbours", this.#neighbours),
    ]);
  }

  restore(state: ModelState): void {
    const { numItems } = this.dimensions;
    const histories = restoreHistories(state, this.dimensions);
    const neighbours = restoreSparse(state, "neighbours", {
      numRows: numItems,
      numColumns: numItems,
      ascending: false,
    });
    this.#learned(histories, neighbours);
  }

  dispose(): void {
    this.#nearTo.dispose();
  }

  /** What each item of the history adds: how near it is to the explained item. */
  #explain(histories: SparseMatrix, row: number, itemIndex: number): ExplanationTerm[] {
    const nearness = new Map(rowEntries(this.#neighbours, itemIndex));
    return explainRow(histories, row, (item) => nearness.get(item) ?? 0);
  }

  #learned(histories: SparseMatrix, neighbours: SparseMatrix): void {
    this.#histories = histories;
    this.#neighbours = neighbours;
    this.#nearTo.dispose();
    this.#nearTo = new HeldSparseMatrix(transpose(neighbours));
  }
}

/** The nearest items. Sarwar et al., WWW 2001. */
export const itemKnn: ModelDefinition<ItemKnnConfig> = {
  name: "item-knn",
  title: "Nearest items",
  summary: "Recommends items that the same users had as the items of the history.",
  paper:
    "Sarwar, Karypis, Konstan & Riedl, Item-based collaborative filtering recommendation algorithms, WWW 2001",
  whenToUse:
    "A strong and readable baseline for implicit data: fits in seconds, explains itself, takes any catalogue.",
  whenNotToUse:
    "For ratings, or where the order of a history matters: it sees sets of items and nothing else.",
  searchSpace: {
    numNeighbours: { kind: "log-integer", min: 10, max: 1000 },
    shrinkage: { kind: "uniform", min: 0, max: 200 },
    weighting: { kind: "choice", values: ["none", "tf-idf", "bm25"] },
  },
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new ItemKnn(config, dimensions),
};
