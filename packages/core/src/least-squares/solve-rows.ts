import { gramian } from "../linear-algebra/gramian.js";
import { solvePositiveDefinite } from "../linear-algebra/solve-positive-definite.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";

/** The Gramian of vectors [n, dim] times the weight of unobserved pairs. */
export function weightedGramian(vectors: Float32Array, dim: number, weight: number): Float64Array {
  return gramian(vectors, dim).map((value) => weight * value);
}

export interface NormalEquations {
  /** [numColumns, dim] the vectors that are held still */
  readonly fixed: Float32Array;
  readonly dim: number;
  /** [dim, dim] their Gramian times the weight of unobserved pairs */
  readonly gramian: Float64Array;
  /** [numRows] */
  readonly l2: Float32Array;
}

/**
 * The vectors of the rows from `start` to `end` that minimise, with the fixed vectors v of the columns,
 *
 * ```
 *   Σ w (1 − x · v)²  over the row's interactions  +  unobservedWeight Σ (x · v)²  over all columns  +  l2 ‖x‖²
 * ```
 *
 * that is x = (G + Σ w v vᵀ + l2 I)⁻¹ Σ w v. The plain twin of the kernel `ialsRows`.
 *
 * @param solved [numRows, dim], written to from row `start` to `end`
 */
export function solveRows(
  matrix: SparseMatrix,
  { fixed, dim, gramian, l2 }: NormalEquations,
  { solved, start, end }: { solved: Float32Array; start: number; end: number },
): void {
  const equations = new Float64Array(dim * dim);
  const vector = new Float64Array(dim);
  for (let row = start; row < end; row++) {
    writeEquations(matrix, row, { equations: { fixed, dim, gramian, l2 }, into: equations });
    vector.fill(0);
    for (let i = matrix.offsets[row] as number; i < (matrix.offsets[row + 1] as number); i++) {
      const weight = matrix.values?.[i] ?? 1;
      const from = (matrix.columns[i] as number) * dim;
      for (let d = 0; d < dim; d++) {
        vector[d] = (vector[d] as number) + weight * (fixed[from + d] as number);
      }
    }
    solvePositiveDefinite(equations, vector);
    solved.set(vector, row * dim);
  }
}

/**
 * How much each column of a row speaks for another one, c: the row's solution x gives it x · v(c) = Σ w (v W v(c)), with
 * W the inverse of the row's equations (Hu, Koren & Volinsky, Collaborative filtering for implicit feedback datasets,
 * ICDM 2008, section 5).
 *
 * @returns the weight of a column, to be multiplied by its w
 */
export function explainColumn(
  matrix: SparseMatrix,
  { row, column }: { readonly row: number; readonly column: number },
  equations: NormalEquations,
): (other: number) => number {
  const { fixed, dim } = equations;
  const left = new Float64Array(dim * dim);
  writeEquations(matrix, row, { equations, into: left });
  const solution = Float64Array.from(fixed.subarray(column * dim, (column + 1) * dim));
  solvePositiveDefinite(left, solution);
  return (other) => solution.reduce((sum, value, d) => sum + value * (fixed[other * dim + d] as number), 0);
}

/** G + Σ w v vᵀ + l2 I of one row, its lower triangle. */
function writeEquations(
  matrix: SparseMatrix,
  row: number,
  { equations, into }: { readonly equations: NormalEquations; readonly into: Float64Array },
): void {
  const { fixed, dim, gramian, l2 } = equations;
  into.set(gramian);
  for (let d = 0; d < dim; d++) into[d * dim + d] = (into[d * dim + d] as number) + (l2[row] as number);
  for (let i = matrix.offsets[row] as number; i < (matrix.offsets[row + 1] as number); i++) {
    const from = (matrix.columns[i] as number) * dim;
    addOuterProduct(into, fixed.subarray(from, from + dim), matrix.values?.[i] ?? 1);
  }
}

/** matrix += weight · v vᵀ, lower triangle. */
function addOuterProduct(matrix: Float64Array, vector: Float32Array, weight: number): void {
  const dim = vector.length;
  for (let i = 0; i < dim; i++) {
    const scaled = weight * (vector[i] as number);
    for (let j = 0; j <= i; j++) {
      matrix[i * dim + j] = (matrix[i * dim + j] as number) + scaled * (vector[j] as number);
    }
  }
}
