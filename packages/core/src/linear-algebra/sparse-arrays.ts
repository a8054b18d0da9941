import { Held } from "../kernels/held.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { SparseMatrix } from "./sparse-matrix.js";

/** A copy of a sparse matrix in the kernels' memory. Whoever makes it frees it. */
export class SparseArrays {
  readonly #offsets: KernelArray<Int32Array>;
  readonly #columns: KernelArray<Int32Array>;
  readonly #values: KernelArray<Float32Array> | undefined;

  readonly #held = new Held();

  /** @throws OutOfMemoryError, holding nothing then */
  constructor(memory: KernelMemory, { offsets, columns, values }: SparseMatrix) {
    try {
      this.#offsets = this.#held.keep(memory.copyOf(offsets));
      this.#columns = this.#held.keep(memory.copyOf(columns));
      this.#values = values && this.#held.keep(memory.copyOf(values));
    } catch (error) {
      this.#held.free();
      throw error;
    }
  }

  /** Of offsets, columns and values, as kernels take them: 0 where every entry is 1. */
  get pointers(): [number, number, number] {
    return [this.#offsets.pointer, this.#columns.pointer, this.#values?.pointer ?? 0];
  }

  free(): void {
    this.#held.free();
  }
}
