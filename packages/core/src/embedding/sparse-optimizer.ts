import type { RowGradients } from "./row-gradient-sum.js";

/** Updates just the rows a batch touched. One per table, since it keeps state for each of the table's rows. */
export interface SparseOptimizer {
  /** May be set between steps. */
  learningRate: number;
  /** @param weights [numRows, dim], updated in place */
  apply(weights: Float32Array, touched: RowGradients): void;
}

export interface SparseOptimizerOptions {
  readonly learningRate: number;
  readonly numRows: number;
  readonly dim: number;
}
