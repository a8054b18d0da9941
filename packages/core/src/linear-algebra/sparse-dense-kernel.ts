import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { SparseArrays } from "./sparse-arrays.js";

export interface SparseDenseOperands {
  /** [numRows, n] */
  readonly left: SparseArrays;
  /** [n, width], row-major */
  readonly right: Pick<KernelArray<Float32Array>, "pointer">;
  /** [numRows, width], written to */
  readonly product: Pick<KernelArray<Float32Array>, "pointer" | "length">;
  readonly numRows: number;
  /** [numRows, width], added to the product; nothing unless given */
  readonly base?: Pick<KernelArray<Float32Array>, "pointer"> | undefined;
}

/** Rows of a chunk: they share the strips of `right` that they read. */
const minChunkRows = 256;
/** Columns of a chunk: a few strips of the kernel. */
const chunkColumns = 64;
/** Enough for any number of threads. */
const maxChunksDown = 64;

/** product = left · right + base, by the kernel. */
export function runSparseDenseProduct(
  kernels: Kernels,
  { left, right, product, numRows, base }: SparseDenseOperands,
): void {
  if (numRows === 0) return;
  const width = product.length / numRows;
  const chunkRows = Math.max(minChunkRows, Math.ceil(numRows / maxChunksDown));
  const chunksDown = Math.ceil(numRows / chunkRows);
  const columns = Math.max(chunkColumns, Math.ceil(width / 32 / maxChunksDown) * 32);
  kernels.run("sparseDenseRows", {
    chunks: chunksDown * Math.ceil(width / columns),
    integers: [
      ...[...left.pointers, right.pointer, product.pointer],
      ...[numRows, width, chunkRows, columns, base?.pointer ?? 0],
    ],
  });
}
