import { Held } from "../kernels/held.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { gramian } from "../linear-algebra/gramian.js";
import { orthonormalise } from "../linear-algebra/orthonormalise.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import { runSparseDenseProduct } from "../linear-algebra/sparse-dense-kernel.js";
import { type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import { sparseDenseProduct } from "../linear-algebra/sparse-product.js";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.js";
import type { Random } from "../random/random.js";

/** Dimensions of the subspace beyond those wanted: they let the last ones settle too. */
const oversampling = 10;

export interface SubspaceIterationOptions {
  /** How many singular vectors are wanted. */
  readonly rank: number;
  readonly powerIterations: number;
  readonly random: Random;
  readonly threads: number | undefined;
}

export interface SingularVectors {
  /** [numRows, rank] each row times the right singular vectors */
  readonly rows: Float32Array;
  /** [numColumns, rank] the right singular vectors, those of the largest singular values first */
  readonly columns: Float32Array;
}

/**
 * The leading right singular vectors of a sparse matrix X: a random subspace, multiplied by XᵀX again and again, and the
 * eigenvectors of X within it.
 *
 * Halko, Martinsson & Tropp, Finding structure with randomness, SIAM Review 53(2), 2011, algorithms 4.4 and 5.1. Vectors
 * beyond the rank of X are zero.
 */
export class SubspaceIteration {
  readonly steps: number;
  readonly #width: number;
  /** [numColumns, width] */
  #basis: Float32Array;

  private constructor(
    matrix: SparseMatrix,
    private readonly options: SubspaceIterationOptions,
    private readonly products: Products,
  ) {
    this.#width = Math.min(options.rank + oversampling, matrix.numRows, matrix.numColumns);
    this.steps = options.powerIterations + 1;
    this.#basis = new Float32Array(matrix.numColumns * this.#width);
    for (let i = 0; i < this.#basis.length; i++) this.#basis[i] = options.random.normal();
  }

  /** The caller disposes what comes back. */
  static async start(matrix: SparseMatrix, options: SubspaceIterationOptions): Promise<SubspaceIteration> {
    const kernels = await loadKernels({ threads: options.threads });
    const byColumn = transpose(matrix);
    return new SubspaceIteration(
      matrix,
      options,
      kernels ? new KernelProducts(kernels, matrix, byColumn) : new PlainProducts(matrix, byColumn),
    );
  }

  /** Steps are run in order: each but the last is a power iteration. */
  run(step: number): void {
    const isLast = step === this.options.powerIterations;
    orthonormalise(this.#basis, this.#width, isLast ? 2 : 1);
    if (!isLast) this.#basis = this.products.iterate(this.#basis, this.#width);
  }

  /** Once all steps are run. */
  result(): SingularVectors {
    const width = this.#width;
    const { rank } = this.options;
    const image = this.products.image(this.#basis, width); // [numRows, width]
    const { vectors } = symmetricEigen(gramian(image, width), width);
    return {
      rows: timesVectors(image, vectors, { width, rank }),
      columns: timesVectors(this.#basis, vectors, { width, rank }),
    };
  }

  dispose(): void {
    this.products.dispose();
  }
}

interface Products {
  /** XᵀX · basis, [numColumns, width] */
  iterate(basis: Float32Array, width: number): Float32Array;
  /** X · basis, [numRows, width] */
  image(basis: Float32Array, width: number): Float32Array;
  dispose(): void;
}

class PlainProducts implements Products {
  constructor(
    private readonly matrix: SparseMatrix,
    private readonly byColumn: SparseMatrix,
  ) {}

  iterate(basis: Float32Array, width: number): Float32Array {
    return sparseDenseProduct(this.byColumn, this.image(basis, width), width);
  }

  image(basis: Float32Array, width: number): Float32Array {
    return sparseDenseProduct(this.matrix, basis, width);
  }

  dispose(): void {}
}

class KernelProducts implements Products {
  readonly #matrix: SparseArrays;
  readonly #byColumn: SparseArrays;

  constructor(
    private readonly kernels: Kernels,
    private readonly matrix: SparseMatrix,
    private readonly byColumn: SparseMatrix,
  ) {
    this.#matrix = new SparseArrays(kernels.memory, matrix);
    try {
      this.#byColumn = new SparseArrays(kernels.memory, byColumn);
    } catch (error) {
      this.#matrix.free();
      throw error;
    }
  }

  iterate(basis: Float32Array, width: number): Float32Array {
    return this.#withArrays(basis, width, (right, image) => {
      const { numRows } = this.matrix;
      runSparseDenseProduct(this.kernels, { left: this.#matrix, right, product: image, numRows });
      runSparseDenseProduct(this.kernels, {
        left: this.#byColumn,
        right: image,
        product: right,
        numRows: this.byColumn.numRows,
      });
      return right.view.slice();
    });
  }

  image(basis: Float32Array, width: number): Float32Array {
    return this.#withArrays(basis, width, (right, image) => {
      const { numRows } = this.matrix;
      runSparseDenseProduct(this.kernels, { left: this.#matrix, right, product: image, numRows });
      return image.view.slice();
    });
  }

  dispose(): void {
    this.#matrix.free();
    this.#byColumn.free();
  }

  #withArrays(
    basis: Float32Array,
    width: number,
    work: (right: KernelFloats, image: KernelFloats) => Float32Array,
  ): Float32Array {
    const { memory } = this.kernels;
    const held = new Held();
    try {
      return work(held.keep(memory.copyOf(basis)), held.keep(memory.float32(this.matrix.numRows * width)));
    } finally {
      held.free();
    }
  }
}

type KernelFloats = ReturnType<Kernels["memory"]["float32"]>;

/** matrix · the first `rank` vectors, which are rows; zeros beyond them. [n, rank] */
function timesVectors(
  matrix: Float32Array,
  vectors: Float64Array,
  { width, rank }: { width: number; rank: number },
): Float32Array {
  const numRows = matrix.length / width;
  const product = new Float32Array(numRows * rank);
  for (let row = 0; row < numRows; row++) {
    for (let v = 0; v < Math.min(rank, width); v++) {
      let sum = 0;
      for (let i = 0; i < width; i++) {
        sum += (matrix[row * width + i] as number) * (vectors[v * width + i] as number);
      }
      product[row * rank + v] = sum;
    }
  }
  return product;
}
