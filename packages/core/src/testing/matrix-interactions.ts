import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";

/** The entries of a matrix of users × items as interactions, ids being indices. */
export function matrixInteractions(matrix: SparseMatrix): Interactions {
  const { numRows, numColumns, offsets, columns, values } = matrix;
  const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i));
  const userIndex = new Int32Array(columns.length);
  for (let row = 0; row < numRows; row++) userIndex.fill(row, offsets[row], offsets[row + 1]);
  return new Interactions(Vocabulary.of(ids(numRows)), Vocabulary.of(ids(numColumns)), {
    userIndex,
    itemIndex: columns.slice(),
    value: values?.slice() ?? new Float32Array(columns.length).fill(1),
  });
}
