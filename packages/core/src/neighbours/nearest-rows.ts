import { rowLength, type SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { topK } from "../retrieval/top-k.js";

export interface SimilarityOptions {
  /** At most so many neighbours a row. */
  readonly numNeighbours: number;
  /** Added to the product of the norms: lowers similarities that rest on few columns. */
  readonly shrinkage: number;
}

export interface NearestRowsOptions extends SimilarityOptions {
  /** Rows of the other matrix whose neighbours are looked for: from `start` to `end`. */
  readonly start: number;
  readonly end: number;
  /** The rows are those of the matrix itself, and none is its own neighbour. */
  readonly excludeSelf: boolean;
}

/** Of each row the most similar rows, best first: `values` are the similarities, all above 0. */
export type Neighbours = SparseMatrix & { readonly values: Float32Array };

/**
 * The most similar rows of `columnsOf` transposed by shrunk cosine,
 * similarity(a, b) = a · b / (‖a‖ ‖b‖ + shrinkage), computed over the columns that `rows` has.
 *
 * The plain twin of the kernel `nearestRows`.
 *
 * @param rows [n, numColumns] whose neighbours are looked for
 * @param byColumn [numColumns, m], the transpose of the matrix in which they are looked for
 * @param norms [m], Euclidean, of the rows of that matrix
 * @returns [end − start, m]
 */
export function nearestRows(
  { rows, byColumn, norms }: { rows: SparseMatrix; byColumn: SparseMatrix; norms: Float32Array },
  options: NearestRowsOptions,
): Neighbours {
  const { numNeighbours, shrinkage, start, end, excludeSelf } = options;
  const products = new Float32Array(byColumn.numColumns);
  const offsets = new Int32Array(end - start + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let row = start; row < end; row++) {
    addProducts(rows, byColumn, { row, products });
    const norm = rowNorm(rows, row);
    const others: number[] = [];
    for (let other = 0; other < products.length; other++) {
      if ((products[other] as number) > 0 && !(excludeSelf && other === row)) others.push(other);
    }
    const similarities = Float32Array.from(
      others,
      (other) => (products[other] as number) / (norm * (norms[other] as number) + shrinkage),
    );
    products.fill(0);
    const nearest =
      others.length > 0 ? topK(similarities, numNeighbours, { items: Int32Array.from(others) }) : [];
    for (const { itemIndex, score } of nearest) {
      columns.push(itemIndex);
      values.push(score);
    }
    offsets[row - start + 1] = columns.length;
  }
  return {
    numRows: end - start,
    numColumns: byColumn.numColumns,
    offsets,
    columns: Int32Array.from(columns),
    values: Float32Array.from(values),
  };
}

/** Adds the dot products of one row and all others to `products`. */
function addProducts(
  rows: SparseMatrix,
  byColumn: SparseMatrix,
  { row, products }: { row: number; products: Float32Array },
): void {
  for (let i = rows.offsets[row] as number; i < (rows.offsets[row + 1] as number); i++) {
    const column = rows.columns[i] as number;
    const value = rows.values?.[i] ?? 1;
    for (let j = byColumn.offsets[column] as number; j < (byColumn.offsets[column + 1] as number); j++) {
      const other = byColumn.columns[j] as number;
      products[other] = (products[other] as number) + value * (byColumn.values?.[j] ?? 1);
    }
  }
}

/** [numRows] Euclidean norms. */
export function rowNorms(matrix: SparseMatrix): Float32Array {
  return Float32Array.from({ length: matrix.numRows }, (_, row) => rowNorm(matrix, row));
}

function rowNorm(matrix: SparseMatrix, row: number): number {
  if (!matrix.values) return Math.sqrt(rowLength(matrix, row));
  let sum = 0;
  for (let i = matrix.offsets[row] as number; i < (matrix.offsets[row + 1] as number); i++) {
    sum += (matrix.values[i] as number) ** 2;
  }
  return Math.sqrt(sum);
}

/** Neighbours found for consecutive rows, as one matrix. */
export function joinNeighbours(parts: readonly Neighbours[], numColumns: number): Neighbours {
  const numRows = parts.reduce((sum, part) => sum + part.numRows, 0);
  const length = parts.reduce((sum, part) => sum + part.columns.length, 0);
  const joined = {
    offsets: new Int32Array(numRows + 1),
    columns: new Int32Array(length),
    values: new Float32Array(length),
  };
  let row = 0;
  let end = 0;
  for (const part of parts) {
    joined.columns.set(part.columns, end);
    joined.values.set(part.values, end);
    for (let r = 0; r < part.numRows; r++) {
      end += rowLength(part, r);
      joined.offsets[++row] = end;
    }
  }
  return { numRows, numColumns, ...joined };
}
