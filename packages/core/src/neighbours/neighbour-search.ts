import { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { balancedChunks } from "../linear-algebra/balanced-chunks.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import { rowLength, type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import {
  joinNeighbours,
  type Neighbours,
  nearestRows,
  rowNorms,
  type SimilarityOptions,
} from "./nearest-rows.js";

/** Products of two entries in a chunk: some milliseconds of work. */
const chunkProducts = 2 ** 20;
/** Chunks in a step: enough for many threads, short enough to stop after. */
const chunksPerStep = 64;

export interface NeighbourSearchOptions extends SimilarityOptions {
  readonly threads: number | undefined;
}

/** Looks for the nearest rows of every row of a matrix, in steps, by the kernel where there is one. */
export class NeighbourSearch {
  readonly #parts: Neighbours[] = [];

  private constructor(
    private readonly numRows: number,
    private readonly starts: Int32Array,
    private readonly search: RangeSearch,
  ) {}

  /** @param matrix [numRows, numColumns] with values above 0. The caller disposes what comes back. */
  static async start(
    matrix: SparseMatrix,
    { threads, numNeighbours, shrinkage }: NeighbourSearchOptions,
  ): Promise<NeighbourSearch> {
    const kernels = await loadKernels({ threads });
    const byColumn = transpose(matrix);
    const starts = balancedChunks({
      numRows: matrix.numRows,
      costOf: (row) => productsOf(matrix, byColumn, row) + matrix.numRows / 2,
      maxCost: chunkProducts,
    });
    const options = { numNeighbours: Math.min(numNeighbours, matrix.numRows), shrinkage };
    const input = { rows: matrix, byColumn, norms: rowNorms(matrix) };
    return new NeighbourSearch(
      matrix.numRows,
      starts,
      kernels
        ? new KernelSearch(kernels, input, options)
        : {
            run: (chunks) => {
              const [start, end] = [chunks[0] as number, chunks.at(-1) as number];
              return nearestRows(input, { ...options, start, end, excludeSelf: true });
            },
            dispose: () => {},
          },
    );
  }

  get steps(): number {
    return Math.ceil((this.starts.length - 1) / chunksPerStep);
  }

  /** Steps are run in order. */
  run(step: number): void {
    const first = step * chunksPerStep;
    this.#parts.push(this.search.run(this.starts.subarray(first, first + chunksPerStep + 1)));
  }

  /** [numRows, numRows], once all steps are run. */
  result(): Neighbours {
    return joinNeighbours(this.#parts, this.numRows);
  }

  dispose(): void {
    this.search.dispose();
  }
}

interface RangeSearch {
  /** @param starts [chunks + 1] where each chunk's rows begin */
  run(starts: Int32Array): Neighbours;
  dispose(): void;
}

interface SearchInput {
  readonly rows: SparseMatrix;
  readonly byColumn: SparseMatrix;
  readonly norms: Float32Array;
}

class KernelSearch implements RangeSearch {
  readonly #held = new Held();
  readonly #rows: SparseArrays;
  readonly #byColumn: SparseArrays;
  readonly #norms: KernelArray<Float32Array>;
  readonly #products: KernelArray<Float32Array>;
  /** Of the products: a multiple of 4. */
  readonly #stride: number;

  constructor(
    private readonly kernels: Kernels,
    { rows, byColumn, norms }: SearchInput,
    private readonly options: SimilarityOptions,
  ) {
    const held = this.#held;
    this.#stride = Math.ceil(rows.numRows / 4) * 4;
    try {
      this.#rows = held.keep(new SparseArrays(kernels.memory, rows));
      this.#byColumn = held.keep(new SparseArrays(kernels.memory, byColumn));
      this.#norms = held.keep(kernels.memory.copyOf(norms));
      this.#products = held.keep(kernels.memory.float32(chunksPerStep * this.#stride));
    } catch (error) {
      held.free();
      throw error;
    }
    this.#products.view.fill(0);
  }

  run(starts: Int32Array): Neighbours {
    const { memory } = this.kernels;
    const { numNeighbours, shrinkage } = this.options;
    const firstRow = starts[0] as number;
    const numRows = (starts.at(-1) as number) - firstRow;
    const held = new Held();
    try {
      const chunkStarts = held.keep(memory.copyOf(starts));
      const heaps = held.keep(memory.int32(numRows * (2 + 2 * numNeighbours)));
      this.kernels.run("nearestRows", {
        chunks: starts.length - 1,
        integers: [
          ...this.#rows.pointers,
          ...this.#byColumn.pointers,
          ...[this.#norms, chunkStarts, this.#products, heaps].map(({ pointer }) => pointer),
          ...[this.#norms.length, this.#stride, numNeighbours, firstRow],
        ],
        floats: [shrinkage],
      });
      return readHeaps(heaps.view, { numRows, numColumns: this.#norms.length, capacity: numNeighbours });
    } finally {
      held.free();
    }
  }

  dispose(): void {
    this.#held.free();
  }
}

/** A heap is its size, a word that is of no use here, `capacity` float32 scores and as many int32 rows. */
function readHeaps(
  heaps: Int32Array,
  { numRows, numColumns, capacity }: { numRows: number; numColumns: number; capacity: number },
): Neighbours {
  const stride = 2 + 2 * capacity;
  const scores = new Float32Array(heaps.buffer, heaps.byteOffset, heaps.length);
  const offsets = new Int32Array(numRows + 1);
  for (let row = 0; row < numRows; row++) {
    offsets[row + 1] = (offsets[row] as number) + (heaps[row * stride] as number);
  }
  const columns = new Int32Array(offsets[numRows] as number);
  const values = new Float32Array(columns.length);
  for (let row = 0; row < numRows; row++) {
    const size = heaps[row * stride] as number;
    const first = row * stride + 2;
    values.set(scores.subarray(first, first + size), offsets[row]);
    columns.set(heaps.subarray(first + capacity, first + capacity + size), offsets[row]);
  }
  return { numRows, numColumns, offsets, columns, values };
}

function productsOf(matrix: SparseMatrix, byColumn: SparseMatrix, row: number): number {
  let products = 0;
  for (let i = matrix.offsets[row] as number; i < (matrix.offsets[row + 1] as number); i++) {
    products += rowLength(byColumn, matrix.columns[i] as number);
  }
  return products;
}
