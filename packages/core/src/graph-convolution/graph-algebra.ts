import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";

/** Numbers that a training keeps; those of the kernels lie in their memory. */
export interface GraphArray {
  /** Where the kernels find it; 0 in plain memory. */
  readonly pointer: number;
  readonly length: number;
  /** Ask again after an array was made. */
  readonly view: Float32Array;
}

export interface ProductOperands {
  /** [numColumns, width], row-major */
  readonly right: GraphArray;
  /** [numRows, width], added to the product; nothing unless given */
  readonly base?: GraphArray;
  /** [numRows, width], written to; neither `right` nor, in part, `base` */
  readonly out: GraphArray;
}

/** A sparse matrix that is multiplied with dense ones. */
export interface GraphMatrix {
  /** out = this · right + base */
  multiply(operands: ProductOperands): void;
  free(): void;
}

/** What a graph convolution is computed with. */
export interface GraphAlgebra {
  /** Zeros, until `dispose`. */
  zeros(length: number): GraphArray;
  /** Belongs to the caller. */
  matrix(matrix: SparseMatrix): GraphMatrix;
  /** Steps of Adam on all weights, each given its gradient. */
  adam(weights: GraphArray, learningRate: number): (gradient: GraphArray) => void;
  dispose(): void;
}
