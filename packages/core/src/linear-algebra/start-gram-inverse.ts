import { loadKernels } from "../kernels/load-kernels.js";
import { balancedChunks } from "./balanced-chunks.js";
import type { GramInverse } from "./gram-inverse.js";
import { gramRowCost } from "./gram-matrix.js";
import { KernelGramInverse } from "./kernel-gram-inverse.js";
import { PlainGramInverse } from "./plain-gram-inverse.js";
import { type SparseMatrix, transpose } from "./sparse-matrix.js";

export interface GramInverseOptions {
  /** Added to the diagonal of the Gram matrix. */
  readonly l2: number;
  readonly threads?: number | undefined;
}

/** Multiplications of a chunk of the Gram matrix: some milliseconds of work. */
const chunkCost = 2 ** 21;

/** Uses the kernels where there are some. The caller disposes what comes back. */
export async function startGramInverse(
  matrix: SparseMatrix,
  { l2, threads }: GramInverseOptions,
): Promise<GramInverse> {
  const kernels = await loadKernels({ threads });
  const byColumn = transpose(matrix);
  const starts = balancedChunks({
    numRows: matrix.numColumns,
    costOf: (column) => gramRowCost(matrix, byColumn, column) + column,
    maxCost: chunkCost,
  });
  return kernels
    ? KernelGramInverse.create(kernels, { matrix, byColumn, starts, l2 })
    : new PlainGramInverse({ matrix, byColumn, starts, l2 });
}
