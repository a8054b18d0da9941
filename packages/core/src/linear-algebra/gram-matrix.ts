import type { SparseMatrix, TransposedMatrix } from "./sparse-matrix.js";

export interface GramRowsOptions {
  /** Added to the diagonal. */
  readonly diagonal: number;
  /** The rows of the Gram matrix to compute: from `start` to `end`. */
  readonly start: number;
  readonly end: number;
}

/**
 * Rows of XᵀX + diagonal · I, up to the diagonal: what is above it stays as it is.
 *
 * The plain twin of the kernel `gramRows`.
 *
 * @param matrix X, columns ascending
 * @param byColumn its transpose
 * @param gram [numColumns, numColumns], written to
 */
export function gramRows(
  { matrix, byColumn }: { matrix: SparseMatrix; byColumn: TransposedMatrix },
  gram: Float32Array,
  { diagonal, start, end }: GramRowsOptions,
): void {
  const size = matrix.numColumns;
  for (let column = start; column < end; column++) {
    const out = gram.subarray(column * size, (column + 1) * size);
    out.fill(0, 0, column + 1);
    for (let i = byColumn.offsets[column] as number; i < (byColumn.offsets[column + 1] as number); i++) {
      const entry = byColumn.entries[i] as number;
      const value = matrix.values?.[entry] ?? 1;
      for (let e = matrix.offsets[byColumn.columns[i] as number] as number; e <= entry; e++) {
        const other = matrix.columns[e] as number;
        out[other] = (out[other] as number) + value * (matrix.values?.[e] ?? 1);
      }
    }
    out[column] = (out[column] as number) + diagonal;
  }
}

/** Multiplications that a row of the Gram matrix takes. */
export function gramRowCost(matrix: SparseMatrix, byColumn: TransposedMatrix, column: number): number {
  let cost = 0;
  for (let i = byColumn.offsets[column] as number; i < (byColumn.offsets[column + 1] as number); i++) {
    cost += (byColumn.entries[i] as number) - (matrix.offsets[byColumn.columns[i] as number] as number) + 1;
  }
  return cost;
}
