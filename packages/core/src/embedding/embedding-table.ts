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

/** One learned vector a row, in a plain typed array, outside the graph: a step reads and writes only its batch's rows. */
export class EmbeddingTable {
  /** [numRows, embeddingDim] */
  readonly weights: Float32Array;

  constructor(
    readonly numRows: number,
    readonly spec: EmbeddingTableSpec,
    random: Random,
  ) {
    this.weights = new Float32Array(numRows * spec.embeddingDim);
    spec.initializer(this.weights, random, { fanIn: numRows, fanOut: spec.embeddingDim });
  }

  get embeddingDim(): number {
    return this.spec.embeddingDim;
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
