import { loadKernels } from "../kernels/load-kernels.js";
import { balancedChunks } from "./balanced-chunks.js";
import { gramRowCost, gramRows } from "./gram-matrix.js";
import { KernelGramInverse } from "./kernel-gram-inverse.js";
import { type SparseMatrix, type TransposedMatrix, transpose } from "./sparse-matrix.js";
import { mirrorLower, sweepPivot } from "./sweep.js";

export interface GramInverseOptions {
  /** Added to the diagonal of the Gram matrix. */
  readonly l2: number;
  readonly threads?: number | undefined;
}

/** −(XᵀX + l2 I)⁻¹ of a sparse matrix X, computed in steps that are run in order. */
export interface GramInverse {
  readonly steps: number;
  /** @throws InvalidConfigError where the matrix is not positive definite in 32 bits */
  run(step: number): void;
  /** [numColumns, numColumns], both triangles, once all steps are run. */
  result(): Float32Array;
  dispose(): void;
}

/** Multiplications of a chunk of the Gram matrix: some milliseconds of work. */
const chunkCost = 2 ** 21;
const plainPivotsPerStep = 16;

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
    : new PlainGramInverse(matrix, byColumn, { starts, l2 });
}

class PlainGramInverse implements GramInverse {
  readonly #inverse: Float32Array;
  readonly #gramSteps: number;
  readonly steps: number;

  constructor(
    private readonly matrix: SparseMatrix,
    private readonly byColumn: TransposedMatrix,
    private readonly options: { starts: Int32Array; l2: number },
  ) {
    const size = matrix.numColumns;
    this.#inverse = new Float32Array(size * size);
    this.#gramSteps = options.starts.length - 1;
    this.steps = this.#gramSteps + Math.ceil(size / plainPivotsPerStep);
  }

  run(step: number): void {
    const { matrix, byColumn } = this;
    const size = matrix.numColumns;
    if (step < this.#gramSteps) {
      const { starts, l2 } = this.options;
      const [start, end] = [starts[step] as number, starts[step + 1] as number];
      gramRows({ matrix, byColumn }, this.#inverse, { diagonal: l2, start, end });
      return;
    }
    const first = (step - this.#gramSteps) * plainPivotsPerStep;
    for (let pivot = first; pivot < Math.min(first + plainPivotsPerStep, size); pivot++) {
      sweepPivot(this.#inverse, size, pivot);
    }
  }

  result(): Float32Array {
    mirrorLower(this.#inverse, this.matrix.numColumns);
    return this.#inverse;
  }

  dispose(): void {}
}
