import * as z from "zod";
import type { Interactions } from "../data/interactions.js";
import { CorruptArtifactError } from "../errors/errors.js";
import { drawAt } from "../factorization/draws.js";
import { historyMatrix } from "../linear-algebra/history-matrix.js";
import { closedFormTraining } from "./closed-form-training.js";
import type {
  CreateOptions,
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
import { restoreIntegers } from "./restore-array.js";

const configSchema = z.strictObject({});
type RandomConfig = z.infer<typeof configSchema>;

/** Keeps folded-in users apart from the known ones. */
const historyStream = 0x5bd1e995;

/** score(u, i) = a number in [0, 1) that depends on the seed, the user and the item alone. */
class RandomScores implements Model<RandomConfig> {
  readonly name = "random";
  readonly task: Task = "ranking";
  readonly dimensions: Dimensions;
  #key: number;

  constructor(
    readonly config: RandomConfig,
    { dimensions, random }: CreateOptions,
  ) {
    this.dimensions = dimensions;
    this.#key = random.integer(2 ** 32) | 0;
  }

  startTraining(data: Interactions, setup: TrainingSetup): TrainingSession {
    checkOwnTraining(this.name, setup);
    return closedFormTraining({ samples: data.length, phases: [{ steps: 1, run() {} }], dispose() {} });
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    return Float32Array.from(userIndex, (user, n) => scoreOf(this.#userKey(user), itemIndex[n] as number));
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    return this.#catalogue(Array.from(userIndex, (user) => this.#userKey(user)));
  }

  /** Equal histories get equal scores, in whatever order their items are. */
  async scoreHistories(histories: readonly History[]): Promise<Float32Array> {
    const { numRows, offsets, columns } = historyMatrix(histories, this.dimensions.numItems, {
      useValues: false,
    });
    const keys = Array.from({ length: numRows }, (_, row) =>
      columns.subarray(offsets[row], offsets[row + 1]).reduce(drawAt, this.#key ^ historyStream),
    );
    return this.#catalogue(keys);
  }

  state(): ModelState {
    return new Map([["key", { shape: [1], data: Int32Array.of(this.#key) }]]);
  }

  restore(state: ModelState): void {
    const key = restoreIntegers(state, "key");
    if (key.length !== 1) throw new CorruptArtifactError(`"key" has ${key.length} numbers instead of 1.`);
    this.#key = key[0] as number;
  }

  dispose(): void {}

  #userKey(user: number): number {
    return drawAt(this.#key, user);
  }

  /** @returns [keys, numItems] */
  #catalogue(keys: readonly number[]): Float32Array {
    const { numItems } = this.dimensions;
    const scores = new Float32Array(keys.length * numItems);
    for (const [row, key] of keys.entries()) {
      for (let item = 0; item < numItems; item++) scores[row * numItems + item] = scoreOf(key, item);
    }
    return scores;
  }
}

/** Of 24 bits, which is what a float32 holds of a number in [0, 1). */
function scoreOf(userKey: number, item: number): number {
  return (drawAt(userKey, item) >>> 8) / 2 ** 24;
}

/** Anything to anybody, by the seed. */
export const random: ModelDefinition<RandomConfig> = {
  name: "random",
  title: "Random",
  summary: "Recommends anything to anybody, by the seed.",
  paper:
    "Herlocker, Konstan, Terveen & Riedl, Evaluating collaborative filtering recommender systems, TOIS 22(1), 2004",
  whenToUse: "To see what a protocol gives for no knowledge at all: a model near it has learned nothing.",
  whenNotToUse: "Where anybody sees the recommendations.",
  searchSpace: {},
  tasks: ["ranking"],
  configSchema,
  taskDefaults: {},
  create: (config, options) => new RandomScores(config, options),
};
