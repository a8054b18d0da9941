import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError } from "../errors/errors.js";

/**
 * A sparse matrix by rows (CSR): row r holds `values` at `columns`, both from `offsets[r]` to `offsets[r + 1]`, each
 * column once.
 */
export interface SparseMatrix {
  readonly numRows: number;
  readonly numColumns: number;
  /** [numRows + 1] */
  readonly offsets: Int32Array;
  /** [entries] */
  readonly columns: Int32Array;
  /** [entries]; absent where every entry is 1 */
  readonly values?: Float32Array | undefined;
}

export interface InteractionMatrixOptions {
  /** Entries are the interactions' values instead of 1. */
  readonly useValues: boolean;
}

/**
 * Users × items. A pair that was observed several times is one entry: 1, or the sum of its values.
 *
 * @throws InvalidInteractionsError for a value that is not above 0 where values are used
 */
export function interactionMatrix(data: Interactions, { useValues }: InteractionMatrixOptions): SparseMatrix {
  const { offsets, columns, order } = data.byUser;
  const merged = {
    offsets: new Int32Array(offsets.length),
    columns: new Int32Array(columns.length),
    values: useValues ? new Float32Array(columns.length) : undefined,
  };
  let length = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const start = length;
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      const column = columns[i] as number;
      // Columns ascend within a row, so that repeated ones are neighbours.
      const repeated = length > start && merged.columns[length - 1] === column;
      if (!repeated) merged.columns[length++] = column;
      if (!merged.values) continue;
      const value = data.value[order[i] as number] as number;
      if (!(value > 0)) {
        throw new InvalidInteractionsError(
          `Row ${order[i]} has the value ${value}: with useValues a value is a weight above 0.`,
        );
      }
      merged.values[length - 1] = (repeated ? (merged.values[length - 1] as number) : 0) + value;
    }
    merged.offsets[row + 1] = length;
  }
  return {
    numRows: data.numUsers,
    numColumns: data.numItems,
    offsets: merged.offsets,
    columns: merged.columns.slice(0, length),
    values: merged.values?.slice(0, length),
  };
}

export function emptyMatrix(numRows: number, numColumns: number): SparseMatrix {
  return { numRows, numColumns, offsets: new Int32Array(numRows + 1), columns: new Int32Array(0) };
}

/** A transposed matrix that remembers where each entry came from. */
export interface TransposedMatrix extends SparseMatrix {
  /** [entries] the position of the entry in the matrix that was transposed */
  readonly entries: Int32Array;
}

/** Columns × rows, columns ascending within a row, in one counting sort. */
export function transpose(matrix: SparseMatrix): TransposedMatrix {
  const { numRows, numColumns, offsets, columns, values } = matrix;
  const starts = new Int32Array(numColumns + 1);
  for (const column of columns) starts[column + 1] = (starts[column + 1] as number) + 1;
  for (let c = 0; c < numColumns; c++) starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number);
  const slots = starts.slice();
  const rows = new Int32Array(columns.length);
  const entries = new Int32Array(columns.length);
  const transposed = values && new Float32Array(columns.length);
  for (let row = 0; row < numRows; row++) {
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++) {
      const column = columns[i] as number;
      const slot = slots[column] as number;
      slots[column] = slot + 1;
      rows[slot] = row;
      entries[slot] = i;
      if (transposed) transposed[slot] = values?.[i] as number;
    }
  }
  return {
    numRows: numColumns,
    numColumns: numRows,
    offsets: starts,
    columns: rows,
    entries,
    values: transposed,
  };
}

/** The rows at `rowIndex`, in that order, repeats allowed. */
export function selectRows(matrix: SparseMatrix, rowIndex: Int32Array): SparseMatrix {
  const offsets = new Int32Array(rowIndex.length + 1);
  for (let i = 0; i < rowIndex.length; i++) {
    offsets[i + 1] = (offsets[i] as number) + rowLength(matrix, rowIndex[i] as number);
  }
  const length = offsets[rowIndex.length] as number;
  const columns = new Int32Array(length);
  const values = matrix.values && new Float32Array(length);
  for (let i = 0; i < rowIndex.length; i++) {
    const row = rowIndex[i] as number;
    const [start, end] = [matrix.offsets[row] as number, matrix.offsets[row + 1] as number];
    columns.set(matrix.columns.subarray(start, end), offsets[i]);
    if (matrix.values) values?.set(matrix.values.subarray(start, end), offsets[i]);
  }
  return { numRows: rowIndex.length, numColumns: matrix.numColumns, offsets, columns, values };
}

export function rowLength({ offsets }: SparseMatrix, row: number): number {
  return (offsets[row + 1] as number) - (offsets[row] as number);
}

/** The rows from `start` to `end`. */
export function sliceRows(matrix: SparseMatrix, start: number, end: number): SparseMatrix {
  const { numColumns, columns, values } = matrix;
  const [first, last] = [matrix.offsets[start] as number, matrix.offsets[end] as number];
  return {
    numRows: end - start,
    numColumns,
    offsets: matrix.offsets.slice(start, end + 1).map((offset) => offset - first),
    columns: columns.subarray(first, last),
    values: values?.subarray(first, last),
  };
}

/** The columns of a row and their values. */
export function rowEntries(
  { offsets, columns, values }: SparseMatrix,
  row: number,
): (readonly [column: number, value: number])[] {
  const start = offsets[row] as number;
  return Array.from(columns.subarray(start, offsets[row + 1]), (column, i) => [
    column,
    values ? (values[start + i] as number) : 1,
  ]);
}
