import type { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { SparseArrays } from "../linear-algebra/sparse-arrays.js";
import { type HalfSweep, type HalfSweepOptions, rowChunks } from "./half-sweep.js";
import { rowL2 } from "./row-l2.js";

/** Chunks in a step: enough for many threads, short enough to stop after. */
const chunksPerStep = 64;
/** Vectors that a kernel gathers at once. */
const gathered = 64;
/** At most so many parts of a Gramian are summed up. */
const maxGramianChunks = 64;

/** Vectors in the kernels' memory, each padded with zeros to a multiple of 8. */
export interface PaddedVectors {
  readonly array: KernelArray<Float32Array>;
  readonly numRows: number;
}

/** By the kernels. What it allocates is held by `held`, as the vectors are. */
export class KernelHalfSweep implements HalfSweep {
  readonly #matrix: SparseArrays;
  readonly #starts: KernelArray<Int32Array>;
  readonly #l2: KernelArray<Float32Array>;
  readonly #gramian: KernelArray<Float32Array>;
  readonly #partialGramians: KernelArray<Float32Array>;
  readonly #workspaces: KernelArray<Float32Array>;
  readonly #unobservedWeight: number;
  /** A multiple of 8. */
  readonly #dim: number;

  constructor(
    private readonly kernels: Kernels,
    options: HalfSweepOptions,
    private readonly vectors: { fixed: PaddedVectors; solved: PaddedVectors; held: Held },
  ) {
    const { held } = vectors;
    const { memory } = kernels;
    const { matrix, dim } = options;
    this.#dim = paddedDim(dim);
    this.#unobservedWeight = options.unobservedWeight;
    this.#matrix = held.keep(new SparseArrays(memory, matrix));
    this.#starts = held.keep(memory.copyOf(rowChunks(matrix, dim)));
    this.#l2 = held.keep(memory.copyOf(rowL2(matrix, options)));
    this.#gramian = held.keep(memory.float32(this.#dim ** 2));
    this.#partialGramians = held.keep(memory.float32(maxGramianChunks * this.#dim ** 2));
    const numWorkspaces = Math.min(chunksPerStep, this.#starts.length);
    this.#workspaces = held.keep(memory.float32(numWorkspaces * this.#dim * (this.#dim + gathered + 1)));
  }

  get steps(): number {
    return Math.ceil((this.#starts.length - 1) / chunksPerStep);
  }

  run(step: number): void {
    if (step === 0) this.#computeGramian();
    const { fixed, solved } = this.vectors;
    const first = step * chunksPerStep;
    this.kernels.run("ialsRows", {
      chunks: Math.min(chunksPerStep, this.#starts.length - 1 - first),
      integers: [
        ...this.#matrix.pointers,
        ...[this.#starts.pointer + 4 * first, fixed.array.pointer, solved.array.pointer],
        ...[this.#gramian.pointer, this.#l2.pointer, this.#workspaces.pointer, this.#dim],
      ],
    });
  }

  #computeGramian(): void {
    const { array, numRows } = this.vectors.fixed;
    const chunkRows = Math.max(512, Math.ceil(numRows / maxGramianChunks));
    const chunks = Math.ceil(numRows / chunkRows);
    this.kernels.run("gramianRows", {
      chunks,
      integers: [array.pointer, this.#partialGramians.pointer, numRows, this.#dim, chunkRows],
    });
    const size = this.#dim ** 2;
    const total = this.#gramian.view.fill(0);
    const parts = this.#partialGramians.view;
    // In the order of the chunks, whichever thread finished first.
    for (let part = 0; part < chunks * size; part += size) {
      for (let i = 0; i < size; i++) total[i] = (total[i] as number) + (parts[part + i] as number);
    }
    for (let i = 0; i < size; i++) total[i] = (total[i] as number) * this.#unobservedWeight;
  }
}

export function paddedDim(dim: number): number {
  return Math.ceil(dim / 8) * 8;
}
