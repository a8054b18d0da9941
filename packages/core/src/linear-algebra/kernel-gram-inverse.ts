import { Held } from "../kernels/held.js";
import type { KernelArray } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import type { GramInverse, GramInverseInput } from "./gram-inverse.js";
import { SparseArrays } from "./sparse-arrays.js";
import { notPositiveDefinite } from "./sweep.js";

/** Pivots swept at once: enough work for each number that is read, little enough for the caches. */
const blockWidth = 64;
/** Panels of eight rows in a chunk: their parts of a block lie in the nearest cache. */
const panelsPerChunk = 4;
/** Chunks of the Gram matrix in a step. */
const chunksPerStep = 64;

/** In the kernels' memory, on a matrix that the identity fills up to a multiple of the block's width. */
export class KernelGramInverse implements GramInverse {
  readonly #size: number;
  readonly #gramSteps: number;
  readonly #rows: SparseArrays;
  readonly #byColumn: SparseArrays;
  readonly #entries: KernelArray<Int32Array>;
  readonly #starts: KernelArray<Int32Array>;
  /** [size, size] */
  readonly #matrix: KernelArray<Float32Array>;
  readonly #blockInverse: KernelArray<Float32Array>;
  readonly #panels: KernelArray<Float32Array>;
  readonly #scaled: KernelArray<Float32Array>;
  readonly steps: number;

  private constructor(
    private readonly kernels: Kernels,
    private readonly input: GramInverseInput,
    private readonly held: Held,
  ) {
    const { memory } = kernels;
    const { matrix, byColumn, starts } = input;
    this.#size = Math.ceil(matrix.numColumns / blockWidth) * blockWidth;
    this.#gramSteps = Math.ceil((starts.length - 1) / chunksPerStep);
    this.steps = this.#gramSteps + this.#size / blockWidth + 1;
    this.#rows = held.keep(new SparseArrays(memory, matrix));
    this.#byColumn = held.keep(new SparseArrays(memory, byColumn));
    this.#entries = held.keep(memory.copyOf(byColumn.entries));
    this.#starts = held.keep(memory.copyOf(starts));
    this.#matrix = held.keep(memory.float32(this.#size * this.#size));
    this.#blockInverse = held.keep(memory.float32(blockWidth * blockWidth));
    this.#panels = held.keep(memory.float32(this.#size * blockWidth));
    this.#scaled = held.keep(memory.float32(this.#size * blockWidth));
    this.#fillWithIdentity();
  }

  /** @throws OutOfMemoryError, holding nothing then */
  static create(kernels: Kernels, input: GramInverseInput): KernelGramInverse {
    const held = new Held();
    try {
      return new KernelGramInverse(kernels, input, held);
    } catch (error) {
      held.free();
      throw error;
    }
  }

  run(step: number): void {
    const block = step - this.#gramSteps;
    if (block < 0) this.#runGram(step);
    else if (block < this.#size / blockWidth) this.#sweepBlock(block * blockWidth);
    else this.#runOnPanels("mirrorLower", 0);
  }

  result(): Float32Array {
    const { numColumns } = this.input.matrix;
    const padded = this.#matrix.view;
    const result = new Float32Array(numColumns * numColumns);
    for (let row = 0; row < numColumns; row++) {
      const start = row * this.#size;
      result.set(padded.subarray(start, start + numColumns), row * numColumns);
    }
    return result;
  }

  dispose(): void {
    this.held.free();
  }

  #fillWithIdentity(): void {
    const matrix = this.#matrix.view;
    for (let row = this.input.matrix.numColumns; row < this.#size; row++) {
      matrix.fill(0, row * this.#size, (row + 1) * this.#size);
      matrix[row * this.#size + row] = 1;
    }
  }

  #runGram(step: number): void {
    const first = step * chunksPerStep;
    const [byColumnOffsets, byColumnRows] = this.#byColumn.pointers;
    this.kernels.run("gramRows", {
      chunks: Math.min(chunksPerStep, this.#starts.length - 1 - first),
      integers: [
        ...this.#rows.pointers,
        ...[byColumnOffsets, byColumnRows, this.#entries.pointer],
        ...[this.#starts.pointer + 4 * first, this.#matrix.pointer, this.#size],
      ],
      floats: [this.input.l2],
    });
  }

  #sweepBlock(pivot: number): void {
    const isPositiveDefinite = this.kernels.call.invertPivots(
      this.#matrix.pointer,
      this.#size,
      pivot,
      blockWidth,
      this.#blockInverse.pointer,
    );
    if (isPositiveDefinite === 0) throw notPositiveDefinite();
    this.#runOnPanels("sweepPanels", pivot);
    this.#runOnPanels("sweepRows", pivot);
  }

  #runOnPanels(kernel: "sweepPanels" | "sweepRows" | "mirrorLower", pivot: number): void {
    this.kernels.run(kernel, {
      chunks: Math.ceil(this.#size / 8 / panelsPerChunk),
      integers: [
        ...[this.#matrix, this.#blockInverse, this.#panels, this.#scaled].map(({ pointer }) => pointer),
        ...[this.#size, blockWidth, pivot, panelsPerChunk],
      ],
    });
  }
}
