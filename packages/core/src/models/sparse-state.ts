import { CorruptArtifactError } from "../errors/errors.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { Dimensions, ModelState, NamedArray } from "./model.js";
import { restoreArray, restoreIntegers } from "./restore-array.js";

/** A sparse matrix as arrays of a state: `name/offsets`, `name/columns` and, where an entry is not 1, `name/values`. */
export function sparseState(name: string, matrix: SparseMatrix): [string, NamedArray][] {
  const { offsets, columns, values } = matrix;
  const arrays: [string, NamedArray][] = [
    [`${name}/offsets`, { shape: [offsets.length], data: offsets.slice() }],
    [`${name}/columns`, { shape: [columns.length], data: columns.slice() }],
  ];
  if (values) arrays.push([`${name}/values`, { shape: [values.length], data: values.slice() }]);
  return arrays;
}

export interface SparseShape {
  readonly numRows: number;
  readonly numColumns: number;
  /** Columns ascend within a row; else they are in any order, each once. */
  readonly ascending: boolean;
}

/** @throws CorruptArtifactError for arrays that are missing or do not make a matrix of that shape */
export function restoreSparse(state: ModelState, name: string, shape: SparseShape): SparseMatrix {
  const { numRows, numColumns, ascending } = shape;
  const offsets = restoreIntegers(state, `${name}/offsets`).slice();
  const columns = restoreIntegers(state, `${name}/columns`).slice();
  const values = state.has(`${name}/values`)
    ? restoreArray(state, `${name}/values`, [columns.length]).slice()
    : undefined;
  checkOffsets(name, offsets, { numRows, length: columns.length });
  const lastRow = new Int32Array(numColumns).fill(-1);
  for (let row = 0; row < numRows; row++) {
    const start = offsets[row] as number;
    for (let i = start; i < (offsets[row + 1] as number); i++) {
      const column = columns[i] as number;
      if (column < 0 || column >= numColumns)
        throw new CorruptArtifactError(
          `"${name}/columns" has ${column} at ${i}, which is outside 0 … ${numColumns - 1}.`,
        );
      if (lastRow[column] === row)
        throw new CorruptArtifactError(`"${name}/columns" has ${column} twice in row ${row}.`);
      lastRow[column] = row;
      if (ascending && i > start && column < (columns[i - 1] as number))
        throw new CorruptArtifactError(`"${name}/columns" does not ascend in row ${row}.`);
    }
  }
  return { numRows, numColumns, offsets, columns, values };
}

/** The matrix "histories" of a state, [numUsers, numItems]. @throws as `restoreSparse` */
export function restoreHistories(state: ModelState, { numUsers, numItems }: Dimensions): SparseMatrix {
  return restoreSparse(state, "histories", { numRows: numUsers, numColumns: numItems, ascending: true });
}

function checkOffsets(
  name: string,
  offsets: Int32Array,
  { numRows, length }: { numRows: number; length: number },
): void {
  if (offsets.length !== numRows + 1 || offsets[0] !== 0 || offsets[numRows] !== length) {
    throw new CorruptArtifactError(
      `"${name}/offsets" has ${offsets.length} entries from ${offsets[0]} to ${offsets.at(-1)}: ${numRows} rows need ${numRows + 1}, from 0 to ${length}.`,
    );
  }
  for (let row = 0; row < numRows; row++) {
    if ((offsets[row + 1] as number) < (offsets[row] as number))
      throw new CorruptArtifactError(`"${name}/offsets" falls after row ${row}.`);
  }
}
