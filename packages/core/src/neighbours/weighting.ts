import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";

export const weightingNames = ["none", "tf-idf", "bm25"] as const;
export type WeightingName = (typeof weightingNames)[number];

/** Weighs the entries of rows over the same columns as the matrix that the weighting was made from. */
export type Weighting = (matrix: SparseMatrix) => SparseMatrix;

/** Saturation of a repeated term and share of the length in it: the usual constants of BM25. */
const bm25 = { saturation: 1.2, lengthShare: 0.75 };

/**
 * How telling a column is, from how many rows have it: rows are documents, columns terms, an entry's value the term's
 * frequency.
 *
 * - tf-idf: value · ln(1 + N / n), N rows of which n have the column (Salton & Buckley, Information Processing &
 *   Management 24(5), 1988; the 1 keeps a column that all rows have);
 * - bm25: value · 2.2 / (value + 1.2 · (.25 + .75 · length / mean length)) · ln(1 + (N − n + ½) / (n + ½)), length the
 *   sum of a row's values (Robertson & Zaragoza, The probabilistic relevance framework, 2009).
 */
export function createWeighting(name: WeightingName, matrix: SparseMatrix): Weighting {
  if (name === "none") return (rows) => rows;
  const counts = new Int32Array(matrix.numColumns);
  for (const column of matrix.columns) counts[column] = (counts[column] as number) + 1;
  const total = matrix.values?.reduce((sum, value) => sum + value, 0) ?? matrix.columns.length;
  const meanLength = total / matrix.numRows;
  return (rows) => {
    const values = new Float32Array(rows.columns.length);
    for (let row = 0; row < rows.numRows; row++) {
      const [start, end] = [rows.offsets[row] as number, rows.offsets[row + 1] as number];
      let length = 0;
      for (let i = start; i < end; i++) length += rows.values?.[i] ?? 1;
      for (let i = start; i < end; i++) {
        const value = rows.values?.[i] ?? 1;
        const count = counts[rows.columns[i] as number] as number;
        values[i] =
          name === "tf-idf"
            ? value * Math.log1p(matrix.numRows / Math.max(1, count))
            : frequencyPart(value, length / meanLength) *
              Math.log1p((matrix.numRows - count + 0.5) / (count + 0.5));
      }
    }
    return { ...rows, values };
  };
}

function frequencyPart(value: number, relativeLength: number): number {
  const { saturation, lengthShare } = bm25;
  return (value * (saturation + 1)) / (value + saturation * (1 - lengthShare + lengthShare * relativeLength));
}
