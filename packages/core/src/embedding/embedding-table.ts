import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Initializer } from "../layers/initializers.js";
import type { Random } from "../random/random.js";

/** Which side of an interaction picks the row. */
export type TableSide = "user" | "item";

export interface EmbeddingTableSpec {
  readonly side: TableSide;
  readonly embeddingDim: number;
  readonly initializer: Initializer;
  /** Weight of the squared norm of the rows a batch reads, per row read. */
  readonly l2: number;
}

/**
 * One learned vector a row, in a typed array, outside the graph: a step reads and writes only its batch's rows. While
 * kernels train it, the array lies in their memory.
 */
export class EmbeddingTable {
  #own: Float32Array | undefined;
  #lent: KernelArray<Float32Array> | undefined;
  #borrowers = 0;

  constructor(
    readonly numRows: number,
    readonly spec: EmbeddingTableSpec,
    random: Random,
  ) {
    this.#own = new Float32Array(numRows * spec.embeddingDim);
    spec.initializer(this.#own, random, { fanIn: numRows, fanOut: spec.embeddingDim });
  }

  /** [numRows, embeddingDim]. A view: ask again after the table was lent or returned. */
  get weights(): Float32Array {
    return (this.#lent?.view ?? this.#own) as Float32Array;
  }

  get embeddingDim(): number {
    return this.spec.embeddingDim;
  }

  /** Moves the rows to the kernels' memory, until each who borrowed them has returned them. */
  lend(memory: KernelMemory): KernelArray<Float32Array> {
    this.#lent ??= memory.copyOf(this.weights);
    this.#own = undefined;
    this.#borrowers++;
    return this.#lent;
  }

  takeBack(): void {
    if (--this.#borrowers > 0 || !this.#lent) return;
    this.#own = this.#lent.view.slice();
    this.#lent.free();
    this.#lent = undefined;
  }

  /**
   * Copies rows out.
   *
   * @param rowIndex [n]
   * @returns [n, embeddingDim]
   */
  gather(rowIndex: Int32Array): Float32Array {
    const dim = this.embeddingDim;
    const gathered = new Float32Array(rowIndex.length * dim);
    const weights = this.weights;
    if (dim === 1) {
      for (let i = 0; i < rowIndex.length; i++) gathered[i] = weights[rowIndex[i] as number] as number;
      return gathered;
    }
    for (let i = 0, to = 0; i < rowIndex.length; i++) {
      let from = (rowIndex[i] as number) * dim;
      for (const end = to + dim; to < end; ) gathered[to++] = weights[from++] as number;
    }
    return gathered;
  }
}
