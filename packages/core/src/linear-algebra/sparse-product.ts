import type { SparseMatrix } from "./sparse-matrix.js";

/** left · right, dense: [left.numRows, right.numColumns], row-major. */
export function sparseProduct(left: SparseMatrix, right: SparseMatrix): Float32Array {
  const width = right.numColumns;
  const product = new Float32Array(left.numRows * width);
  for (let row = 0; row < left.numRows; row++) {
    const target = product.subarray(row * width, (row + 1) * width);
    for (let i = left.offsets[row] as number; i < (left.offsets[row + 1] as number); i++) {
      const inner = left.columns[i] as number;
      const scale = left.values?.[i] ?? 1;
      for (let j = right.offsets[inner] as number; j < (right.offsets[inner + 1] as number); j++) {
        const column = right.columns[j] as number;
        target[column] = (target[column] as number) + scale * (right.values?.[j] ?? 1);
      }
    }
  }
  return product;
}

/**
 * left · right, dense: [left.numRows, width], row-major.
 *
 * @param right [left.numColumns, width], row-major
 */
export function sparseDenseProduct(left: SparseMatrix, right: Float32Array, width: number): Float32Array {
  const product = new Float32Array(left.numRows * width);
  for (let row = 0; row < left.numRows; row++) {
    const target = product.subarray(row * width, (row + 1) * width);
    for (let i = left.offsets[row] as number; i < (left.offsets[row + 1] as number); i++) {
      const source = (left.columns[i] as number) * width;
      const scale = left.values?.[i] ?? 1;
      for (let c = 0; c < width; c++) {
        target[c] = (target[c] as number) + scale * (right[source + c] as number);
      }
    }
  }
  return product;
}

export interface Pairs {
  /** [n] rows of the left matrix */
  readonly rows: Int32Array;
  /** [n] rows of the right matrix */
  readonly others: Int32Array;
}

/**
 * The dot product of a row of `left` and a row of `right` for each pair. Fast where pairs of one left row follow each
 * other.
 *
 * @returns [n]
 */
export function sparseRowDots(
  left: SparseMatrix,
  right: SparseMatrix,
  { rows, others }: Pairs,
): Float32Array {
  const dots = new Float32Array(rows.length);
  const dense = new Float32Array(left.numColumns);
  let held = -1;
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    if (row !== held) {
      if (held >= 0) scatterRow(left, held, { into: dense, zero: true });
      scatterRow(left, row, { into: dense, zero: false });
      held = row;
    }
    const other = others[n] as number;
    let sum = 0;
    for (let j = right.offsets[other] as number; j < (right.offsets[other + 1] as number); j++) {
      sum += (dense[right.columns[j] as number] as number) * (right.values?.[j] ?? 1);
    }
    dots[n] = sum;
  }
  return dots;
}

/**
 * The dot product of a row of `left` and a dense row of `right` for each pair.
 *
 * @param right [m, left.numColumns], row-major
 * @returns [n]
 */
export function denseRowDots(left: SparseMatrix, right: Float32Array, { rows, others }: Pairs): Float32Array {
  const { numColumns, offsets, columns, values } = left;
  const dots = new Float32Array(rows.length);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n] as number;
    const other = (others[n] as number) * numColumns;
    const end = offsets[row + 1] as number;
    let sum = 0;
    for (let i = offsets[row] as number; i < end; i++) {
      sum += (values?.[i] ?? 1) * (right[other + (columns[i] as number)] as number);
    }
    dots[n] = sum;
  }
  return dots;
}

/** Writes a row's values, or zeros in their places. */
function scatterRow(
  { offsets, columns, values }: SparseMatrix,
  row: number,
  { into, zero }: { into: Float32Array; zero: boolean },
): void {
  for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
    into[columns[i] as number] = zero ? 0 : (values?.[i] ?? 1);
  }
}
