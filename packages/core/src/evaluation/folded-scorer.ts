import type { Interactions } from "../data/interactions.js";
import type { Sequences } from "../data/sequences.js";
import type { Dimensions, History, Model, Scorer } from "../models/model.js";

/** Scores users by folding in their histories, whatever the model knows of them. Keeps time. */
export class FoldedScorer implements Scorer {
  /** Spent folding in. */
  milliseconds = 0;
  /** Histories so far. */
  numFolded = 0;

  /**
   * @param sequences the histories, of `data`
   * @param data says the value of each row
   */
  constructor(
    private readonly model: Pick<Model, "dimensions" | "scoreHistories">,
    private readonly sequences: Sequences,
    private readonly data: Interactions,
  ) {}

  get dimensions(): Dimensions {
    return this.model.dimensions;
  }

  async scoreCatalogue(userIndex: Int32Array): Promise<Float32Array> {
    const started = performance.now();
    const scores = await this.model.scoreHistories(Array.from(userIndex, (user) => this.#historyOf(user)));
    this.milliseconds += performance.now() - started;
    this.numFolded += userIndex.length;
    return scores;
  }

  async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    const { numItems } = this.dimensions;
    const users = Int32Array.from(new Set(userIndex));
    const rowOf = new Map(Array.from(users, (user, row) => [user, row]));
    const scores = await this.scoreCatalogue(users);
    return Float32Array.from(itemIndex, (item, n) => {
      const row = rowOf.get(userIndex[n] as number) as number;
      return scores[row * numItems + item] as number;
    });
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
    return { itemIndex: Int32Array.from(latest.keys()), value: Float32Array.from(latest.values()) };
  }
}
