import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";
import { uniformNegatives } from "../sampling/uniform-negatives.js";
import type { SequenceBatch } from "./window-batches.js";

export const negativeNames = ["all", "shared", "own"] as const;
export type NegativeName = (typeof negativeNames)[number];

/** What a step's predictions are told from. */
export interface NextItemNegatives {
  /** True where every prediction has the same ones. */
  readonly shared: boolean;
  /** [negatives] where shared, else [predictions × numNegatives] */
  readonly itemIndex: Int32Array;
  /** [negatives] added to logits where shared, so that a softmax over some items estimates that over all. */
  readonly shifts: Float32Array;
}

export interface NegativesOptions {
  readonly data: Interactions;
  readonly numNegatives: number;
  readonly random: Random;
}

/** Draws the negatives of a batch. */
export type NegativeSource = (batch: SequenceBatch) => NextItemNegatives;

const sources: Readonly<Record<NegativeName, (options: NegativesOptions) => NegativeSource>> = {
  all: ({ data: { numItems } }) => {
    const itemIndex = Int32Array.from({ length: numItems }, (_, item) => item);
    const shifts = new Float32Array(numItems);
    return () => ({ shared: true, itemIndex, shifts });
  },
  shared: ({ data: { numItems }, numNegatives, random }) => {
    // Each item is expected numNegatives / numItems times.
    const shifts = new Float32Array(numNegatives).fill(Math.log(numItems / numNegatives));
    return () => ({
      shared: true,
      itemIndex: Int32Array.from({ length: numNegatives }, () => random.integer(numItems)),
      shifts,
    });
  },
  own: ({ data, numNegatives, random }) => {
    const sampler = uniformNegatives(data, random);
    const shifts = new Float32Array(0);
    return ({ targetUsers }) => {
      const itemIndex = new Int32Array(targetUsers.length * numNegatives);
      for (const [prediction, user] of targetUsers.entries()) {
        // A user who has every item is told from any of them.
        const isEverybody = !sampler.hasNegative(user);
        for (let n = prediction * numNegatives; n < (prediction + 1) * numNegatives; n++) {
          itemIndex[n] = isEverybody ? random.integer(data.numItems) : sampler.draw(user);
        }
      }
      return { shared: false, itemIndex, shifts };
    };
  },
};

export function nextItemNegatives(name: NegativeName, options: NegativesOptions): NegativeSource {
  return sources[name](options);
}
