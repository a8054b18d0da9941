import type { ItemGrid, PairCells } from "./item-grid.js";

/** One pass over pairs. */
export interface SkipGramPass {
  readonly grid: ItemGrid;
  readonly cells: PairCells;
  readonly numNegatives: number;
  readonly learningRate: number;
  /** Of the draws of negatives: 32 bits. */
  readonly seed: number;
}

export interface LossSum {
  readonly sum: number;
  readonly count: number;
}

/** Learns from pairs. The kernels' and the plain one draw the same negatives and differ by rounding alone. */
export interface SkipGramEngine {
  run(pass: SkipGramPass): LossSum;
  /** Writes what was learned so far to the vectors. */
  publish(): void;
  dispose(): void;
}
