import type { Interactions } from "../data/interactions.js";
import type { Factors } from "../models/factors.js";
import type { BlockGrid } from "./block-grid.js";
import type { SgdSettings } from "./sgd-settings.js";

/** What an engine trains, and on what. */
export interface SgdProblem {
  readonly data: Interactions;
  readonly grid: BlockGrid;
  readonly settings: SgdSettings;
  /** Where training starts, and where `publish` puts what was learned. */
  readonly factors: Factors;
  /** What the loss reads of an observed value, such as a rating less the mean; undefined where it reads none. */
  readonly rowValue: ((value: number) => number) | undefined;
}

/** What is drawn anew for an epoch, and its step size. */
export interface EpochStart {
  /** [numItems] the items in the order whose even pieces are the item blocks */
  readonly itemOrder: Int32Array;
  /** Of the epoch's draws: 32 bits. */
  readonly seed: number;
  readonly learningRate: number;
}

/** A part of an epoch: in round r, user block c is with item block (c + r) mod blocks. */
export interface SgdRound {
  readonly round: number;
  /** A round may be taken in slices, in their order. */
  readonly slice: number;
  readonly slices: number;
}

export interface LossSum {
  readonly sum: number;
  readonly count: number;
}

/** Goes over the grid. The kernels' and the plain one draw the same samples and differ by rounding alone. */
export interface SgdEngine {
  /** Begins an epoch. */
  deal(epoch: EpochStart): void;
  run(round: SgdRound): LossSum;
  /** Writes what was learned so far to the factors. */
  publish(): void;
  dispose(): void;
}
