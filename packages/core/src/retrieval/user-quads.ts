import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";

/** Users that the kernels score at once. */
export const quadSize = 4;

/** Rows of a matrix, without a copy. */
export interface Rows {
  readonly dim: number;
  /** [rows, dim] */
  readonly values: Float32Array;
  /** [n] which rows, in order; all unless given */
  readonly index?: Int32Array | undefined;
}

export function countRows({ dim, values, index }: Rows): number {
  return index ? index.length : values.length / dim;
}

/** At most `count` rows from the row `start` on. */
export function sliceRows({ dim, values, index }: Rows, start: number, count: number): Rows {
  if (index) return { dim, values, index: index.subarray(start, start + count) };
  return { dim, values: values.subarray(start * dim, (start + count) * dim) };
}

/**
 * User vectors as the scoring kernels read them: [⌈n / 4⌉, dim, 4], padded with zeros. Whoever asks must free them.
 */
export function packQuads(memory: KernelMemory, rows: Rows): KernelArray<Float32Array> {
  const { dim, values, index } = rows;
  const numRows = countRows(rows);
  const numQuads = Math.ceil(numRows / quadSize);
  const quads = memory.float32(numQuads * quadSize * dim);
  const into = quads.view;
  for (let row = 0; row < numQuads * quadSize; row++) {
    const lane = row % quadSize;
    const quad = (row - lane) * dim + lane;
    const from = (index && row < numRows ? (index[row] as number) : row) * dim;
    for (let j = 0; j < dim; j++)
      into[quad + j * quadSize] = row < numRows ? (values[from + j] as number) : 0;
  }
  return quads;
}
