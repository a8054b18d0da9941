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

/**
 * User vectors as the scoring kernels read them: [⌈n / 4⌉, dim, 4], padded with zeros. Whoever asks must free them.
 */
export function packQuads(memory: KernelMemory, { dim, values, index }: Rows): KernelArray<Float32Array> {
  const numRows = index ? index.length : values.length / dim;
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
