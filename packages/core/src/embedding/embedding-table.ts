import type { Bags } from "../features/bags.js";
import type { CrossColumn } from "../features/cross-column.js";
import type { FeatureColumn } from "../features/feature-column.js";
import type { KernelArray, KernelMemory } from "../kernels/kernel-memory.js";
import type { Initializer } from "../layers/initializers.js";
import { startingWeights } from "../layers/starting-weights.js";
import type { Random } from "../random/random.js";

/** What of an interaction picks the rows: its user, its item, the moment it happens in, or features crossed in it. */
export type TableSide = "user" | "item" | "context" | "pair";

/** Weighted bags of rows, of what an entity is, or of two such crossed in a pair. */
export type TableColumn = FeatureColumn | CrossColumn;

/** What a table of embeddings is made by. */
export interface EmbeddingTableSpec {
  readonly side: TableSide;
  readonly embeddingDim: number;
  readonly initializer: Initializer;
  /** Weight of the squared norm of the rows a batch reads, per row read; in a bag, times the size of its weight. */
  readonly l2: number;
  /**
   * What the table describes. Given, each entry reads its weighted bag of rows and gets their sum, and rows that no
   * training entity reads start at zero. Absent, each reads the one row of its index.
   */
  readonly column?: TableColumn | undefined;
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
    const { embeddingDim: dim, column, initializer } = spec;
    this.#own = startingWeights(numRows * dim, (weights) => {
      initializer(weights, random, { fanIn: numRows, fanOut: dim });
      const isLearned = column && "isLearned" in column ? column.isLearned : undefined;
      isLearned?.forEach((learned, row) => {
        if (!learned) weights.fill(0, row * dim, (row + 1) * dim);
      });
    });
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

  /** Ends a loan of the weights; the last one copies them back. */
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

  /**
   * Σ weight · row over the bags at `index`.
   *
   * @param index [n]
   * @returns [n, embeddingDim]
   */
  pool({ offsets, rows, weights }: Bags, index: Int32Array): Float32Array {
    const dim = this.embeddingDim;
    const pooled = new Float32Array(index.length * dim);
    const table = this.weights;
    for (let i = 0; i < index.length; i++) {
      const end = offsets[(index[i] as number) + 1] as number;
      for (let j = offsets[index[i] as number] as number; j < end; j++) {
        const weight = weights[j] as number;
        const from = (rows[j] as number) * dim;
        const to = i * dim;
        for (let d = 0; d < dim; d++)
          pooled[to + d] = (pooled[to + d] as number) + weight * (table[from + d] as number);
      }
    }
    return pooled;
  }
}
