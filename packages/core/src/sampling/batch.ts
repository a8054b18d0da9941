import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";

/**
 * What one optimizer step reads. Buffers are reused: valid until the next call.
 *
 * Logits are those of each row, user with item. In a grid they are those of each user with each item, [users, items],
 * and the two sides may differ in length.
 */
export interface Batch {
  /** [rows], or [users] of a grid */
  readonly userIndex: Int32Array;
  /** [rows], or [items] of a grid */
  readonly itemIndex: Int32Array;
  /** Of the logits' shape; empty where `positiveColumn` says all. */
  readonly labels: Float32Array;
  /**
   * [rows], or [users] of a grid: the interaction of the data that each row is or, as a negative, belongs to; models
   * with context need it.
   */
  readonly position?: Int32Array | undefined;
  readonly isGrid?: boolean | undefined;
  /** Groups of candidates, row by row: the logits' shape where they are not just [rows]. */
  readonly shape?: readonly [groups: number, candidates: number] | undefined;
  /** [groups] which candidate is the observed one; the first unless given */
  readonly positiveColumn?: Int32Array | undefined;
  /** Of the labels' shape: observed values, 0 for negatives. */
  readonly values?: Float32Array | undefined;
  /** [groups × candidates], 1 for those that count; all do unless given */
  readonly mask?: Float32Array | undefined;
  /**
   * [groups × candidates], or [candidates] where all groups have the same: the logarithm of how often each was
   * expected among them.
   */
  readonly logExpectedCount?: Float32Array | undefined;
}

/** Logits of pairs by the present state of what is trained. */
export type ScorePairs = (
  pairs: Pick<Batch, "userIndex" | "itemIndex" | "position">,
) => Promise<Float32Array>;

/** An endless source of epochs of batches. */
export interface BatchSource {
  readonly stepsPerEpoch: number;
  /** Rows of all batches of an epoch. */
  readonly samplesPerEpoch: number;
  /** Shuffles, and draws new negatives where the loss wants them. Call before each epoch's first step. */
  startEpoch(): void;
  /** One batch of the epoch. @param score asked where negatives depend on what was learned */
  batch(step: number, score: ScorePairs): Batch | Promise<Batch>;
}

/** What batches are made of. */
export interface BatchSourceOptions {
  readonly data: Interactions;
  /** Rows in a step, negatives included. */
  readonly batchSize: number;
  /** Negatives per positive; rating losses draw none. */
  readonly numNegatives: number;
  /** Subtracted from values to make the labels of a rating loss. */
  readonly labelOffset: number;
  /** True where what is trained has logits of a whole grid at the cost of its rows. Else a grid becomes its pairs. */
  readonly scoresGrids?: boolean | undefined;
  readonly random: Random;
}
