/**
 * A sparse matrix by rows (CSR): row r holds columns `columns[offsets[r] … offsets[r + 1])`, ascending, and
 * `order` says which interaction each came from.
 */
export interface CompressedRows {
  /** [rows + 1] */
  readonly offsets: Int32Array;
  /** [interactions] */
  readonly columns: Int32Array;
  /** [interactions] the position in the interactions' own columns */
  readonly order: Int32Array;
}

/** Which positions belong to each row: those of row r are `order[offsets[r] … offsets[r + 1])`, ascending. */
export interface GroupedRows {
  /** [rows + 1] */
  readonly offsets: Int32Array;
  /** [positions] */
  readonly order: Int32Array;
}

/** Groups the positions 0 … n − 1 by `rows[position]` in one counting sort: O(n + numRows). */
export function groupRows(rows: Int32Array, numRows: number): GroupedRows {
  return countingSort(rows, numRows, undefined);
}

/** Groups `columns` by `rows` in two counting sorts: O(interactions + rows + columns). */
export function compressRows(
  rows: Int32Array,
  columns: Int32Array,
  dimensions: { numRows: number; numColumns: number },
): CompressedRows {
  const byColumn = groupRows(columns, dimensions.numColumns);
  const { offsets, order } = countingSort(rows, dimensions.numRows, byColumn.order);
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

/** A stable sort of `previous`, or of 0 … n − 1, by `keys[position]`. */
function countingSort(keys: Int32Array, numKeys: number, previous: Int32Array | undefined): GroupedRows {
  const offsets = new Int32Array(numKeys + 1);
  for (let i = 0; i < keys.length; i++) {
    const next = (keys[i] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let k = 0; k < numKeys; k++) offsets[k + 1] = (offsets[k + 1] as number) + (offsets[k] as number);
  const slots = offsets.slice();
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const position = previous ? (previous[i] as number) : i;
    const key = keys[position] as number;
    const slot = slots[key] as number;
    slots[key] = slot + 1;
    order[slot] = position;
  }
  return { offsets, order };
}
