import type { BatchSource, BatchSourceOptions, ScorePairs } from "./batch.js";

/** Every sampler that a config can name. */
export const samplerNames = ["uniform", "popularity", "in-batch", "dynamic-hard"] as const;
/** The name of a sampler. */
export type SamplerName = (typeof samplerNames)[number];

/** Where a loss gets its negatives from. Its name is part of its type, and so is what a loss can take. */
export interface Sampler<Name extends SamplerName = SamplerName> {
  readonly name: Name;
  /**
   * True where what it draws depends on what other users have: folding in, which sees one history at a time, draws
   * evenly instead. False unless set.
   */
  readonly needsOthers?: boolean;
  /** Batches of each observed interaction once an epoch, or as often as the layout wants, with negatives. */
  batches(layout: Layout, options: BatchSourceOptions): BatchSource;
}

/** How negatives are drawn. */
export interface SamplerOptions {
  /** Leaves known positives of a user among the negatives. False unless set. */
  readonly allowPositives?: boolean;
}

/** How a loss wants observed items and drawn negatives laid out in a batch. */
export interface Layout {
  /** Makes the batches of a training. */
  batches(negatives: Negatives, options: BatchSourceOptions): BatchSource;
}

/** Draws negatives of users. */
export interface Negatives {
  /** True where what is drawn may be an item that the user has. */
  readonly allowsPositives: boolean;
  /** False for a user who has every item that could be drawn. */
  hasNegative(userIndex: number): boolean;
  /** Writes one item for each slot, in order. */
  fill(slots: NegativeSlots, items: Int32Array, score: ScorePairs): void | Promise<void>;
  /** The logarithm of the chance that a draw for the user gives the item. Absent where nobody knows it. */
  logProbability?(userIndex: number, itemIndex: number): number;
}

/** [slots] each: for whom to draw, and the interaction that the negative belongs to. */
export interface NegativeSlots {
  readonly userIndex: Int32Array;
  readonly position: Int32Array;
}

/** Draws one item at a time, whatever was learned. */
export interface NegativeSampler {
  readonly allowsPositives: boolean;
  hasNegative(userIndex: number): boolean;
  draw(userIndex: number): number;
  logProbability(userIndex: number, itemIndex: number): number;
}

export function drawnOneByOne(draws: NegativeSampler): Negatives {
  return {
    allowsPositives: draws.allowsPositives,
    hasNegative: (user) => draws.hasNegative(user),
    logProbability: (user, item) => draws.logProbability(user, item),
    fill({ userIndex }, items) {
      for (let slot = 0; slot < userIndex.length; slot++) items[slot] = draws.draw(userIndex[slot] as number);
    },
  };
}
