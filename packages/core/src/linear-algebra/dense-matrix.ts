import { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { SparseArrays } from "./sparse-arrays.js";
import { runSparseDenseProduct } from "./sparse-dense-kernel.js";
import { type SparseMatrix, sliceRows } from "./sparse-matrix.js";
import { sparseDenseProduct } from "./sparse-product.js";

/** Rows of a product that are in the kernels' memory at once. */
const maxRows = 1024;

/**
 * A dense matrix that sparse ones are multiplied by: in plain memory, until the first product moves it to that of the
 * kernels, where there are some.
 */
export class DenseMatrix {
  #plain: Float32Array | undefined;
  #held: { kernels: Kernels; array: KernelArray<Float32Array> } | undefined;

  /** Takes ownership of `values`, [numRows, numColumns], row-major. */
  constructor(
    values: Float32Array,
    readonly numColumns: number,
  ) {
    this.#plain = values;
  }

  /** [numRows, numColumns] not to be kept, nor written to. */
  get values(): Float32Array {
    return this.#held?.array.view ?? this.#plain ?? new Float32Array(0);
  }

  /**
   * left · this, [left.numRows, numColumns], row-major.
   *
   * @param left [n, numRows]
   */
  async leftProduct(left: SparseMatrix): Promise<Float32Array> {
    const kernels = this.#held?.kernels ?? (await loadKernels());
    if (this.#plain && !kernels) return sparseDenseProduct(left, this.#plain, this.numColumns);
    if (this.#plain && kernels) {
      this.#held = { kernels, array: kernels.memory.copyOf(this.#plain) };
      this.#plain = undefined;
    }
    const product = new Float32Array(left.numRows * this.numColumns);
    if (!this.#held) return product;
    for (let start = 0; start < left.numRows; start += maxRows) {
      const part = sliceRows(left, start, Math.min(start + maxRows, left.numRows));
      const end = (start + part.numRows) * this.numColumns;
      multiply(this.#held, part, product.subarray(start * this.numColumns, end));
    }
    return product;
  }

  /** Once or more often. */
  dispose(): void {
    this.#held?.array.free();
    this.#held = undefined;
    this.#plain = undefined;
  }
}

function multiply(
  { kernels, array }: { kernels: Kernels; array: KernelArray<Float32Array> },
  left: SparseMatrix,
  into: Float32Array,
): void {
  const held = new Held();
  try {
    const arrays = held.keep(new SparseArrays(kernels.memory, left));
    const product = held.keep(kernels.memory.float32(into.length));
    runSparseDenseProduct(kernels, { left: arrays, right: array, product, numRows: left.numRows });
    into.set(product.view);
  } finally {
    held.free();
  }
}
