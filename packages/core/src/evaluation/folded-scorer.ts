import type { Interactions } from "../data/interactions.js";
import type { Sequences } from "../data/sequences.js";
import { InvalidFeaturesError } from "../errors/errors.js";
import type { FeatureRecords } from "../features/feature-schema.js";
import type { Dimensions, History, Model, ScoreOptions, Scorer } from "../models/model.js";
import { blockSize } from "../retrieval/catalogue-blocks.js";
import { scorePairsByRows } from "../retrieval/pairs-by-rows.js";

/** What goes with the histories. */
export interface FoldedScorerOptions {
  /** Features of users by their ids; an empty `Map` to fold in as if nothing were known of them. */
  readonly users?: FeatureRecords | undefined;
}

/** Scores users by folding in their histories, whatever the model knows of them. Keeps time. */
export class FoldedScorer implements Scorer {
  /** Spent folding in. */
  milliseconds = 0;
  /** Histories so far. */
  numFolded = 0;

  /**
   * @param sequences the histories, of `data`
   * @param data says the value of each row
   * @throws InvalidFeaturesError for a model with features of users, where none are given
   */
  constructor(
    private readonly model: Pick<Model, "dimensions" | "scoreHistories" | "features" | "readsContext">,
    private readonly sequences: Sequences,
    private readonly data: Interactions,
    private readonly options: FoldedScorerOptions = {},
  ) {
    if (model.features?.has("users") && !options.users)
      throw new InvalidFeaturesError(
        "The model reads features of users, and none are given with their histories: give users, or an empty Map to fold in without.",
      );
  }

  get dimensions(): Dimensions {
    return this.model.dimensions;
  }

  get readsContext(): boolean {
    return this.model.readsContext ?? false;
  }

  async scoreCatalogue(userIndex: Int32Array, options: ScoreOptions = {}): Promise<Float32Array> {
    const started = performance.now();
    const histories = Array.from(userIndex, (user) => this.#historyOf(user));
    const scores = await this.model.scoreHistories(histories, options);
    this.milliseconds += performance.now() - started;
    this.numFolded += userIndex.length;
    return scores;
  }

  /** Folds each distinct user in once. */
  scorePairs(
    userIndex: Int32Array,
    itemIndex: Int32Array,
    options: ScoreOptions = {},
  ): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const scoreRows = (users: Int32Array) => this.scoreCatalogue(users, options);
    return scorePairsByRows(scoreRows, { userIndex, itemIndex }, { numItems, maxUsers: blockSize(numItems) });
  }

  /** Oldest first; of an item that is there more than once, the latest. */
  #historyOf(user: number): History {
    const { offsets, order } = this.sequences;
    const latest = new Map<number, number>();
    for (const position of order.subarray(offsets[user], offsets[user + 1])) {
      const item = this.data.itemIndex[position] as number;
      latest.delete(item);
      latest.set(item, this.data.value[position] as number);
    }
    const features = this.options.users?.get(this.data.users.idOf(user));
    return {
      itemIndex: Int32Array.from(latest.keys()),
      value: Float32Array.from(latest.values()),
      ...(features && { features }),
    };
  }
}
