import type { Interactions } from "../data/interactions.js";
import type { Random } from "../random/random.js";

/** The rows one optimizer step reads. Buffers are reused: valid until the next call. */
export interface Batch {
  /** [rows] */
  readonly userIndex: Int32Array;
  /** [rows] */
  readonly itemIndex: Int32Array;
  /** [rows] */
  readonly labels: Float32Array;
  /** [rows] the interaction of the data that each row is or, as a negative, belongs to; models with context need it. */
  readonly position?: Int32Array | undefined;
}

/** An endless source of epochs of batches. */
export interface BatchSource {
  readonly stepsPerEpoch: number;
  /** Rows of all batches of an epoch. */
  readonly samplesPerEpoch: number;
  /** Shuffles, and draws new negatives where the loss wants them. Call before each epoch's first step. */
  startEpoch(): void;
  batch(step: number): Batch;
}

export interface BatchSourceOptions {
  readonly data: Interactions;
  readonly batchSize: number;
  /** Negatives per positive; rating losses draw none. */
  readonly numNegatives: number;
  /** Subtracted from values to make the labels of a rating loss. */
  readonly labelOffset: number;
  readonly random: Random;
}
