import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";

/** Which entries of a batch read which row of the tables that read alike. */
export class RowGroups {
  readonly #slotOf: KernelArray<Int32Array>;
  #buffers: KernelArray<Int32Array>[] = [];
  #length = 0;
  #distinct = 0;

  constructor(
    private readonly memory: KernelMemory,
    numRows: number,
  ) {
    this.#slotOf = memory.int32(numRows);
    this.#slotOf.view.fill(-1);
  }

  setBatch(rowIndex: Int32Array): void {
    if ((this.#buffers[0]?.length ?? 0) < rowIndex.length) {
      this.#freeBuffers();
      const lengths = [rowIndex.length, rowIndex.length, rowIndex.length + 1, rowIndex.length];
      this.#buffers = lengths.map((length) => this.memory.int32(length));
    }
    this.#buffers[0]?.view.set(rowIndex);
    this.#length = rowIndex.length;
  }

  group(groupByRow: Kernels["call"]["groupByRow"]): void {
    const { rowIndex, rows, starts, entries } = this;
    this.#distinct = groupByRow(rowIndex, this.#length, this.#slotOf.pointer, rows, starts, entries);
  }

  /** Of the distinct rows that the last batch read. */
  get distinct(): number {
    return this.#distinct;
  }

  // Pointers to the arrays of `groupByRow`.
  get rowIndex(): number {
    return this.#pointer(0);
  }

  get rows(): number {
    return this.#pointer(1);
  }

  get starts(): number {
    return this.#pointer(2);
  }

  get entries(): number {
    return this.#pointer(3);
  }

  free(): void {
    this.#slotOf.free();
    this.#freeBuffers();
  }

  #pointer(buffer: number): number {
    return this.#buffers[buffer]?.pointer ?? 0;
  }

  #freeBuffers(): void {
    for (const buffer of this.#buffers) buffer.free();
    this.#buffers = [];
  }
}
