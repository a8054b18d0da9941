import type { BagEntries } from "../features/bags.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Kernels } from "../kernels/load-kernels.js";
import { RowGroups } from "./row-groups.js";

/** The bags that a batch reads of the tables of one column, and which entries of them read which row. */
export class BagGroups {
  readonly #groups: RowGroups;
  #batchSize = 0;
  #places: KernelArray<Int32Array> | undefined;
  #weights: KernelArray<Float32Array> | undefined;
  #offsets: KernelArray<Int32Array> | undefined;

  constructor(
    private readonly memory: KernelMemory,
    numRows: number,
  ) {
    this.#groups = new RowGroups(memory, numRows);
  }

  setBatch({ rows, offsets, places, weights }: BagEntries): void {
    this.#groups.setBatch(rows);
    this.#batchSize = offsets.length - 1;
    if ((this.#offsets?.length ?? 0) < offsets.length) {
      this.#offsets?.free();
      this.#offsets = this.memory.int32(offsets.length);
    }
    if (!this.#places || !this.#weights || this.#places.length < places.length) {
      this.#places?.free();
      this.#weights?.free();
      this.#places = this.memory.int32(places.length);
      this.#weights = this.memory.float32(places.length);
    }
    this.#offsets?.view.set(offsets);
    this.#places.view.set(places);
    this.#weights.view.set(weights);
  }

  group(groupByRow: Kernels["call"]["groupByRow"]): void {
    this.#groups.group(groupByRow);
  }

  get batchSize(): number {
    return this.#batchSize;
  }

  get groups(): RowGroups {
    return this.#groups;
  }

  // Pointers to the arrays of `BagEntries`.
  get offsets(): number {
    return this.#offsets?.pointer ?? 0;
  }

  get places(): number {
    return this.#places?.pointer ?? 0;
  }

  get weights(): number {
    return this.#weights?.pointer ?? 0;
  }

  free(): void {
    this.#groups.free();
    for (const array of [this.#offsets, this.#places, this.#weights]) array?.free();
  }
}
