import type { Random } from "../../random/random.js";
import { AliasTable } from "../../sampling/alias-table.js";

/** What a user chooses items by. */
export interface Choice {
  /** [numItems] how often an item is met with */
  readonly popularity: Float64Array;
  /** Chance in [0, 1] that a user who meets an item takes it. */
  appeal(userIndex: number, itemIndex: number): number;
}

/** Draws items without replacement, with chances in proportion to popularity × appeal. */
export class ItemSampler {
  readonly #choice: Choice;
  readonly #met: AliasTable;
  /** [numItems] the user for whom it was taken last, + 1 */
  readonly #taken: Int32Array;

  constructor(choice: Choice) {
    this.#choice = choice;
    this.#met = new AliasTable(choice.popularity);
    this.#taken = new Int32Array(choice.popularity.length);
  }

  /** Call once for each user. @param count at most the number of items */
  draw(userIndex: number, count: number, random: Random): Int32Array {
    const items = new Int32Array(count);
    const maxTries = 200 * count + 2000;
    let found = 0;
    for (let tries = 0; tries < maxTries && found < count; tries++) {
      const item = this.#met.draw(random);
      if (this.#taken[item] === userIndex + 1) continue;
      if (random.uniform() >= this.#choice.appeal(userIndex, item)) continue;
      this.#taken[item] = userIndex + 1;
      items[found++] = item;
    }
    if (found < count) this.#drawFromRest(userIndex, items.subarray(found), random);
    return items;
  }

  /**
   * The same draw over all items that are left, where meeting one worth taking has become rare: the smallest
   * exponential times at rates popularity × appeal (Efraimidis and Spirakis, "Weighted random sampling with a
   * reservoir", IPL 2006).
   */
  #drawFromRest(userIndex: number, into: Int32Array, random: Random): void {
    const { popularity } = this.#choice;
    const times = new Float64Array(popularity.length).fill(Number.POSITIVE_INFINITY);
    for (let item = 0; item < times.length; item++) {
      if (this.#taken[item] === userIndex + 1) continue;
      const rate = (popularity[item] as number) * this.#choice.appeal(userIndex, item);
      times[item] = Math.min(Number.MAX_VALUE, -Math.log(1 - random.uniform()) / rate);
    }
    const order = Int32Array.from(times, (_, item) => item);
    order.sort((a, b) => (times[a] as number) - (times[b] as number));
    into.set(order.subarray(0, into.length));
  }
}
