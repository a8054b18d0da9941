import { balancedChunks } from "../linear-algebra/balanced-chunks.js";
import { rowLength, type SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { type ImplicitWeights, rowL2 } from "./row-l2.js";
import { solveRows, weightedGramian } from "./solve-rows.js";

/** Multiply-adds of a chunk: a few milliseconds of work. */
const chunkWork = 2 ** 24;

export interface HalfSweepOptions extends ImplicitWeights {
  /** [numRows, numColumns] the interactions of the side that is solved for */
  readonly matrix: SparseMatrix;
  readonly dim: number;
}

/** One half of alternating least squares: solves for the vectors of one side, in steps that are run in order. */
export interface HalfSweep {
  readonly steps: number;
  run(step: number): void;
}

/** Where the rows of each chunk begin: rows with more interactions take longer. */
export function rowChunks(matrix: SparseMatrix, dim: number): Int32Array {
  return balancedChunks({
    numRows: matrix.numRows,
    costOf: (row) => (rowLength(matrix, row) + dim / 3 + 8) * (dim * dim) * 0.5,
    maxCost: chunkWork,
  });
}

/** In plain TypeScript, a chunk a step. */
export class PlainHalfSweep implements HalfSweep {
  readonly #starts: Int32Array;
  readonly #l2: Float32Array;
  #gramian: Float64Array = new Float64Array(0);

  /**
   * @param fixed [numColumns, dim]
   * @param solved [numRows, dim], written to
   */
  constructor(
    private readonly options: HalfSweepOptions,
    private readonly fixed: Float32Array,
    private readonly solved: Float32Array,
  ) {
    this.#starts = rowChunks(options.matrix, options.dim);
    this.#l2 = rowL2(options.matrix, options);
  }

  get steps(): number {
    return this.#starts.length - 1;
  }

  run(step: number): void {
    const { matrix, dim, unobservedWeight } = this.options;
    const { fixed, solved } = this;
    if (step === 0) this.#gramian = weightedGramian(fixed, dim, unobservedWeight);
    const [start, end] = [this.#starts[step] as number, this.#starts[step + 1] as number];
    solveRows(matrix, { fixed, dim, gramian: this.#gramian, l2: this.#l2 }, { solved, start, end });
  }
}
