import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import type { Random } from "../random/random.js";

/** What an autoencoder reads of its users: each row's entries are 1 / √(entries), so that its length is 1. */
export function inputRows({ offsets, columns, numRows, numColumns }: SparseMatrix): SparseMatrix {
  const values = new Float32Array(columns.length);
  for (let row = 0; row < numRows; row++) {
    const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
    values.fill(1 / Math.sqrt(end - start), start, end);
  }
  return { numRows, numColumns, offsets, columns, values };
}

export interface DropoutOptions {
  /** The share of entries that are dropped; the others grow by 1 / (1 − rate). */
  readonly rate: number;
  readonly random: Random;
}

/** The rows without the entries that fall to the draw. */
export function withDropout(rows: SparseMatrix, { rate, random }: DropoutOptions): SparseMatrix {
  if (rate === 0) return rows;
  const offsets = new Int32Array(rows.numRows + 1);
  const columns = new Int32Array(rows.columns.length);
  const values = new Float32Array(rows.columns.length);
  const scale = 1 / (1 - rate);
  let kept = 0;
  for (let row = 0; row < rows.numRows; row++) {
    for (let i = rows.offsets[row] as number; i < (rows.offsets[row + 1] as number); i++) {
      if (random.uniform() < rate) continue;
      columns[kept] = rows.columns[i] as number;
      values[kept++] = scale * (rows.values?.[i] ?? 1);
    }
    offsets[row + 1] = kept;
  }
  return { ...rows, offsets, columns: columns.slice(0, kept), values: values.slice(0, kept) };
}
