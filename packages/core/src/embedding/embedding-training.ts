import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../sampling/batch.js";
import type { EmbeddingTable } from "./embedding-table.js";
import { type OptimizerName, optimizers } from "./optimizers.js";
import { RowGradientSum } from "./row-gradient-sum.js";
import type { SparseOptimizer } from "./sparse-optimizer.js";

/** A batch's rows of each table, by the table's name: [batch, embeddingDim] each. */
export type LeafRows = Readonly<Record<string, tf.Tensor2D>>;

/** The tables' part of a training: rows out to the graph, gradients back. */
export interface EmbeddingTraining {
  /** The rows that a batch reads, as leaf tensors. The caller disposes them. */
  gather(batch: Batch): LeafRows;
  /**
   * Steps on the rows of the batch last gathered.
   *
   * @param gradients [batch, embeddingDim] each, of the mean loss
   */
  update(batch: Batch, leaves: LeafRows, gradients: Readonly<Record<string, tf.Tensor>>): Promise<void>;
  dispose(): void;
}

export interface EmbeddingTrainingOptions {
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
}

interface TableUpdate {
  readonly name: string;
  readonly table: EmbeddingTable;
  readonly gradientSum: RowGradientSum;
  readonly optimizer: SparseOptimizer;
}

/** Pairs by the indices of their two sides. */
export type Pairs = Pick<Batch, "userIndex" | "itemIndex">;

/** The rows that pairs read of a table: of the side that picks them. */
export function rowIndexOf(table: EmbeddingTable, pairs: Pairs): Int32Array {
  return { user: pairs.userIndex, item: pairs.itemIndex }[table.spec.side];
}

/** Rows of all tables as leaf tensors, one entry a pair. The caller disposes them. */
export function gatherRows(tables: ReadonlyMap<string, EmbeddingTable>, pairs: Pairs): LeafRows {
  const leaves: Record<string, tf.Tensor2D> = {};
  for (const [name, table] of tables) {
    const rowIndex = rowIndexOf(table, pairs);
    leaves[name] = tf.tensor2d(table.gather(rowIndex), [rowIndex.length, table.embeddingDim]);
  }
  return leaves;
}

/** In plain TypeScript, for any backend. */
export class PlainEmbeddingTraining implements EmbeddingTraining {
  readonly #tables: ReadonlyMap<string, EmbeddingTable>;
  readonly #updates: readonly TableUpdate[];

  constructor({ tables, optimizer, learningRate }: EmbeddingTrainingOptions) {
    this.#tables = tables;
    this.#updates = Array.from(tables, ([name, table]) => ({
      name,
      table,
      gradientSum: new RowGradientSum(table.numRows, table.embeddingDim),
      optimizer: optimizers[optimizer].sparse({
        learningRate,
        numRows: table.numRows,
        dim: table.embeddingDim,
      }),
    }));
  }

  gather(batch: Batch): LeafRows {
    return gatherRows(this.#tables, batch);
  }

  async update(
    batch: Batch,
    leaves: LeafRows,
    gradients: Readonly<Record<string, tf.Tensor>>,
  ): Promise<void> {
    for (const { name, table, gradientSum, optimizer } of this.#updates) {
      const gradient = (await gradients[name]?.data()) as Float32Array;
      const rows = (await leaves[name]?.data()) as Float32Array;
      const summed = gradientSum.sum(rowIndexOf(table, batch), gradient, { l2: table.spec.l2, rows });
      optimizer.apply(table.weights, summed);
    }
  }

  dispose(): void {}
}
