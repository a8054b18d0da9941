import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { SparseArrays } from "./sparse-arrays.js";

export interface SparseDenseOperands {
  /** [numRows, n] */
  readonly left: SparseArrays;
  /** [n, width], row-major */
  readonly right: KernelArray<Float32Array>;
  /** [numRows, width], written to */
  readonly product: KernelArray<Float32Array>;
  readonly numRows: number;
}

/** Numbers of the product in a chunk, about. */
const chunkNumbers = 2 ** 16;

/** product = left · right, by the kernel. */
export function runSparseDenseProduct(
  kernels: Kernels,
  { left, right, product, numRows }: SparseDenseOperands,
): void {
  if (numRows === 0) return;
  const width = product.length / numRows;
  // A chunk's rows share the strips of `right` that they read; 1,024 chunks are enough for any number of threads.
  const chunkRows = Math.ceil(Math.max(16, chunkNumbers / width, numRows / 1024));
  kernels.run("sparseDenseRows", {
    chunks: Math.ceil(numRows / chunkRows),
    integers: [...left.pointers, right.pointer, product.pointer, numRows, width, chunkRows],
  });
}
