import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { startingWeights } from "../layers/starting-weights.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import type {
  Dimensions,
  History,
  Model,
  ModelDefinition,
  ModelState,
  Task,
  TrainingSession,
  TrainingSetup,
} from "./model.js";
import { checkOwnTraining } from "./own-training.js";
import { restoreArray } from "./restore-array.js";

const secondsPerDay = 86_400;

const configSchema = z.strictObject({
  halfLifeDays: z
    .number()
    .gt(0)
    .max(100_000)
    .nullable()
    .default(null)
    .describe(
      "Days before the latest interaction at which one counts half; nothing for all to count alike. Needs times.",
    ),
});
type PopularityConfig = z.infer<typeof configSchema>;

/** score = how many interactions the item has, old ones counting less where asked; the same for everybody. */
class Popularity implements Model<PopularityConfig> {
  readonly name = "popularity";
  readonly task: Task = "ranking";
  readonly #counts: Float32Array;

  constructor(
    readonly config: PopularityConfig,
    readonly dimensions: Dimensions,
  ) {
    this.#counts = startingWeights(dimensions.numItems);
  }

  /** @throws InvalidInteractionsError for data without times where old interactions count less */
  startTraining(data: Interactions, setup: TrainingSetup): TrainingSession {
    checkOwnTraining(this.name, setup);
    const weightOf = weighting(data, this.config);
    return {
      epochs: 1,
      stepsPerEpoch: 1,
      samplesPerEpoch: data.length,
      startEpoch: () => this.#counts.fill(0),
      step: async () => {
        this.#counts.set(weightedCounts(data, weightOf));
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
    const { numRows } = historyMatrix(histories, this.dimensions.numItems, { useValues: false });
    return this.#repeatedCounts(numRows);
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

/** The weight of the interaction at a position: 1, or 2^(−age / half-life). */
function weighting(
  { timestamp }: Interactions,
  { halfLifeDays }: PopularityConfig,
): (position: number) => number {
  if (halfLifeDays === null) return () => 1;
  if (!timestamp) {
    throw new InvalidInteractionsError(
      `halfLifeDays is ${halfLifeDays}, and the interactions have no times: give data with timestamps, or no half-life.`,
    );
  }
  let latest = Number.NEGATIVE_INFINITY;
  for (const time of timestamp) latest = Math.max(latest, time);
  const rate = 1 / (halfLifeDays * secondsPerDay);
  return (position) => 2 ** (((timestamp[position] as number) - latest) * rate);
}

/** [numItems] summed in doubles, since weights may differ by many orders of magnitude. */
function weightedCounts(
  { itemIndex, numItems }: Interactions,
  weightOf: (position: number) => number,
): Float64Array {
  const counts = new Float64Array(numItems);
  for (let i = 0; i < itemIndex.length; i++) {
    const item = itemIndex[i] as number;
    counts[item] = (counts[item] as number) + weightOf(i);
  }
  return counts;
}

/** What most users have. Cremonesi, Koren & Turrin, RecSys 2010. */
export const popularity: ModelDefinition<PopularityConfig> = {
  name: "popularity",
  title: "Popularity",
  summary: "Recommends what most users interacted with, to everybody.",
  paper:
    "Cremonesi, Koren & Turrin, Performance of recommender algorithms on top-n recommendation tasks, RecSys 2010; with decay: Ji, Sun, Zhang & Li, A re-visit of the popularity baseline in recommender systems, SIGIR 2020",
  whenToUse:
    "The floor that every other model must beat, and the answer for a user nobody knows; with a half-life where fashions pass.",
  whenNotToUse: "As the only model for users with a history: it gives everybody the same list.",
  searchSpace: {},
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, { dimensions }) => new Popularity(config, dimensions),
};
