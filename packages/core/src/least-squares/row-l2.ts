import { rowLength, type SparseMatrix } from "../linear-algebra/sparse-matrix.js";

/** The weights of the implicit least-squares objective. */
export interface ImplicitWeights {
  /** Weight of the squared score of every pair, observed or not. */
  readonly unobservedWeight: number;
  readonly l2: number;
  /** 0: every row has the same l2; 1: in proportion to the weight of all its pairs. */
  readonly l2Exponent: number;
}

/**
 * The l2 of each row: l2 · (n + unobservedWeight · numColumns)^l2Exponent, n the weight of the row's interactions.
 *
 * @returns [numRows]
 */
export function rowL2(matrix: SparseMatrix, weights: ImplicitWeights): Float32Array {
  const { unobservedWeight, l2, l2Exponent } = weights;
  return Float32Array.from({ length: matrix.numRows }, (_, row) => {
    let weight = rowLength(matrix, row);
    if (matrix.values) {
      weight = 0;
      for (const value of matrix.values.subarray(matrix.offsets[row], matrix.offsets[row + 1]))
        weight += value;
    }
    return l2 * (weight + unobservedWeight * matrix.numColumns) ** l2Exponent;
  });
}
