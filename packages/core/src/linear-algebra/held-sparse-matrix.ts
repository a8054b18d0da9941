import { Held } from "../kernels/held.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { SparseArrays } from "./sparse-arrays.js";
import { type SparseMatrix, sliceRows } from "./sparse-matrix.js";
import { sparseProduct } from "./sparse-product.js";

/** Numbers of a product that are in the kernels' memory at once. */
const maxNumbers = 2 ** 22;
/** Enough for any number of threads. */
const maxChunks = 64;

/** A sparse matrix that others are multiplied by: the first product copies it to the kernels, where there are some. */
export class HeldSparseMatrix {
  #held: { kernels: Kernels; arrays: SparseArrays } | undefined;

  constructor(readonly matrix: SparseMatrix) {}

  /**
   * left · this, dense: [left.numRows, numColumns], row-major.
   *
   * @param left [n, numRows]
   */
  async leftProduct(left: SparseMatrix): Promise<Float32Array> {
    const kernels = this.#held?.kernels ?? (await loadKernels());
    if (!kernels) return sparseProduct(left, this.matrix);
    this.#held ??= { kernels, arrays: new SparseArrays(kernels.memory, this.matrix) };
    const { numColumns } = this.matrix;
    const product = new Float32Array(left.numRows * numColumns);
    const maxRows = Math.max(1, Math.floor(maxNumbers / numColumns));
    for (let start = 0; start < left.numRows; start += maxRows) {
      const end = Math.min(start + maxRows, left.numRows);
      this.#multiply(
        this.#held,
        sliceRows(left, start, end),
        product.subarray(start * numColumns, end * numColumns),
      );
    }
    return product;
  }

  /** Once or more often. The matrix itself stays. */
  dispose(): void {
    this.#held?.arrays.free();
    this.#held = undefined;
  }

  #multiply(
    { kernels, arrays }: { kernels: Kernels; arrays: SparseArrays },
    left: SparseMatrix,
    into: Float32Array,
  ): void {
    const held = new Held();
    try {
      const leftArrays = held.keep(new SparseArrays(kernels.memory, left));
      const product = held.keep(kernels.memory.float32(into.length));
      const chunkRows = Math.max(4, Math.ceil(left.numRows / maxChunks));
      kernels.run("sparseProductRows", {
        chunks: Math.ceil(left.numRows / chunkRows),
        integers: [
          ...leftArrays.pointers,
          ...arrays.pointers,
          ...[product.pointer, left.numRows, this.matrix.numColumns, chunkRows],
        ],
      });
      into.set(product.view);
    } finally {
      held.free();
    }
  }
}
