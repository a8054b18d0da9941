import type { SparseMatrix, TransposedMatrix } from "./sparse-matrix.js";

/** −(XᵀX + l2 I)⁻¹ of a sparse matrix X, computed in steps that are run in order. */
export interface GramInverse {
  readonly steps: number;
  /** @throws InvalidConfigError where the matrix is not positive definite in 32 bits */
  run(step: number): void;
  /** [numColumns, numColumns], both triangles, once all steps are run. */
  result(): Float32Array;
  dispose(): void;
}

/** What a Gram matrix and its inverse are computed from. */
export interface GramInverseInput {
  readonly matrix: SparseMatrix;
  readonly byColumn: TransposedMatrix;
  /** [chunks + 1] where each chunk's rows of the Gram matrix begin */
  readonly starts: Int32Array;
  readonly l2: number;
}
