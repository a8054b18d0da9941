import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { Random } from "../random/random.js";

export interface RandomSparseMatrixOptions {
  readonly numRows: number;
  readonly numColumns: number;
  /** Chance of an entry. */
  readonly density: number;
  /** Values between ½ and 2; else all are 1. */
  readonly weighted: boolean;
}

/** A matrix for tests: entries are there independently of each other. */
export function randomSparseMatrix(random: Random, options: RandomSparseMatrixOptions): SparseMatrix {
  const { numRows, numColumns, density, weighted } = options;
  const offsets = new Int32Array(numRows + 1);
  const columns: number[] = [];
  for (let row = 0; row < numRows; row++) {
    for (let column = 0; column < numColumns; column++) if (random.uniform() < density) columns.push(column);
    offsets[row + 1] = columns.length;
  }
  const values = weighted ? Float32Array.from(columns, () => 0.5 + 1.5 * random.uniform()) : undefined;
  return { numRows, numColumns, offsets, columns: Int32Array.from(columns), values };
}
