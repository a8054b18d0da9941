/**
 * A sparse matrix by rows (CSR): row r holds columns `columns[offsets[r] … offsets[r + 1])`, ascending, and
 * `order` says which interaction each came from.
 */
export interface CompressedRows {
  /** [rows + 1] */
  readonly offsets: Int32Array;
  /** [interactions] */
  readonly columns: Int32Array;
  /** [interactions]: the position in the interactions' own columns */
  readonly order: Int32Array;
}

/** Groups `columns` by `rows` in two counting sorts: O(interactions + rows + columns). */
export function compressRows(
  rows: Int32Array,
  columns: Int32Array,
  dimensions: { numRows: number; numColumns: number },
): CompressedRows {
  const byColumn = countingSort(columns, dimensions.numColumns, identity(rows.length));
  const order = countingSort(rows, dimensions.numRows, byColumn);
  const offsets = new Int32Array(dimensions.numRows + 1);
  for (const row of rows) offsets[row + 1] = (offsets[row + 1] as number) + 1;
  for (let r = 0; r < dimensions.numRows; r++)
    offsets[r + 1] = (offsets[r + 1] as number) + (offsets[r] as number);
  const sorted = new Int32Array(columns.length);
  for (let i = 0; i < order.length; i++) sorted[i] = columns[order[i] as number] as number;
  return { offsets, columns: sorted, order };
}

/** The columns of one row, as a view. */
export function rowOf(matrix: CompressedRows, row: number): Int32Array {
  return matrix.columns.subarray(matrix.offsets[row], matrix.offsets[row + 1]);
}

/** True where `row` holds `column`; binary search. */
export function hasEntry(matrix: CompressedRows, row: number, column: number): boolean {
  let low = matrix.offsets[row] as number;
  let high = (matrix.offsets[row + 1] as number) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = matrix.columns[middle] as number;
    if (found === column) return true;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function identity(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i);
}

/** A stable sort of `order` by `keys[order[i]]`. */
function countingSort(keys: Int32Array, numKeys: number, order: Int32Array): Int32Array {
  const starts = new Int32Array(numKeys + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let k = 0; k < numKeys; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const sorted = new Int32Array(order.length);
  for (const position of order) {
    const key = keys[position] as number;
    const slot = starts[key] as number;
    starts[key] = slot + 1;
    sorted[slot] = position;
  }
  return sorted;
}
