import type { Sequences } from "../data/sequences.js";
import { type Random, shuffle } from "../random/random.js";
import type { SkipGramSettings } from "./skip-gram-settings.js";

/** Which item is a context of which: both [pairs]. */
export interface ItemPairs {
  readonly centers: Int32Array;
  readonly contexts: Int32Array;
}

/**
 * The chance that an occurrence of each item is kept: √(t / share) + t / share, at most 1, as word2vec has it.
 *
 * @param counts [numItems] interactions
 * @returns [numItems]
 */
export function keepChances(counts: Int32Array, { subsample }: SkipGramSettings): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => {
    if (subsample === null || count === 0) return 1;
    const ratio = (subsample * total) / count;
    return Math.min(1, Math.sqrt(ratio) + ratio);
  });
}

export interface PairDraw {
  readonly sequences: Sequences;
  /** Whose pairs are drawn, in this order. */
  readonly users: Int32Array;
  readonly keep: Float64Array;
  readonly settings: SkipGramSettings;
  readonly random: Random;
}

/** The skip-grams of some users: each kept item with those within a window whose reach is drawn for it. */
export function drawPairs({ sequences, users, keep, settings, random }: PairDraw): ItemPairs {
  const { offsets, itemIndex } = sequences;
  const pairs = new GrowingPairs();
  for (const user of users) {
    const all = itemIndex.subarray(offsets[user], offsets[user + 1]);
    const kept = all.filter((item) => {
      const chance = keep[item] as number;
      return chance >= 1 || random.uniform() < chance;
    });
    if (settings.order === "none") shuffle(kept, random);
    for (let at = 0; at < kept.length; at++) {
      const reach = 1 + random.integer(settings.window);
      const end = Math.min(kept.length, at + reach + 1);
      for (let other = Math.max(0, at - reach); other < end; other++) {
        if (other !== at) pairs.push(kept[at] as number, kept[other] as number);
      }
    }
  }
  return pairs.columns;
}

class GrowingPairs {
  #centers = new Int32Array(4096);
  #contexts = new Int32Array(4096);
  #length = 0;

  push(center: number, context: number): void {
    if (this.#length === this.#centers.length) this.#grow();
    this.#centers[this.#length] = center;
    this.#contexts[this.#length++] = context;
  }

  get columns(): ItemPairs {
    return {
      centers: this.#centers.subarray(0, this.#length),
      contexts: this.#contexts.subarray(0, this.#length),
    };
  }

  #grow(): void {
    const [centers, contexts] = [this.#centers, this.#contexts];
    this.#centers = new Int32Array(2 * centers.length);
    this.#contexts = new Int32Array(2 * contexts.length);
    this.#centers.set(centers);
    this.#contexts.set(contexts);
  }
}
