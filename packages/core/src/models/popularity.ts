import { z } from "zod";
import type { Interactions } from "../data/interactions.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import type {
  Dimensions,
  History,
  Model,
  ModelDefinition,
  ModelState,
  Task,
  TrainingSession,
} from "./model.js";
import { restoreArray } from "./restore-array.js";

const configSchema = z.strictObject({});
type PopularityConfig = z.infer<typeof configSchema>;

/** score = how many users interacted with the item, the same for everybody. */
class Popularity implements Model<PopularityConfig> {
  readonly name = "popularity";
  readonly task: Task = "ranking";
  readonly #counts: Float32Array;

  constructor(
    readonly config: PopularityConfig,
    readonly dimensions: Dimensions,
  ) {
    this.#counts = new Float32Array(dimensions.numItems);
  }

  startTraining(data: Interactions): TrainingSession {
    return {
      epochs: 1,
      stepsPerEpoch: 1,
      samplesPerEpoch: data.length,
      startEpoch: () => this.#counts.fill(0),
      step: async () => {
        for (const item of data.itemIndex) this.#counts[item] = (this.#counts[item] as number) + 1;
        return undefined;
      },
      dispose: () => {},
    };
  }

  async scorePairs(_userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return Float32Array.from(itemIndex, (item) => this.#counts[item] as number);
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#repeatedCounts(userIndex.length);
  }

  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    // What is wrong with a history is said here as by every other model.
    return this.#repeatedCounts(historyMatrix(histories, this.dimensions.numItems).numRows);
  }

  state(): ModelState {
    return new Map([["counts", { shape: [this.dimensions.numItems], data: this.#counts.slice() }]]);
  }

  restore(state: ModelState): void {
    this.#counts.set(restoreArray(state, "counts", [this.dimensions.numItems]));
  }

  dispose(): void {}

  /** [numUsers, numItems] */
  #repeatedCounts(numUsers: number): Float32Array {
    const { numItems } = this.dimensions;
    const scores = new Float32Array(numUsers * numItems);
    for (let u = 0; u < numUsers; u++) scores.set(this.#counts, u * numItems);
    return scores;
  }
}

export const popularity: ModelDefinition<PopularityConfig> = {
  name: "popularity",
  title: "Popularity",
  summary: "Recommends what most users interacted with, to everybody.",
  paper:
    "Cremonesi, Koren & Turrin, Performance of recommender algorithms on top-n recommendation tasks, RecSys 2010",
  whenToUse: "The floor that every other model must beat, and the answer for a user nobody knows.",
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new Popularity(config, dimensions),
};
