import * as tf from "@tensorflow/tfjs";
import { InvalidConfigError } from "../errors/errors.js";
import { type BagEntries, type Bags, entriesOf } from "../features/bags.js";
import { type CrossedColumn, crossBags } from "../features/cross-column.js";
import type { FeatureColumn } from "../features/feature-column.js";
import type { Batch } from "../sampling/batch.js";
import type { EmbeddingTable, TableColumn, TableSide } from "./embedding-table.js";
import { type OptimizerName, optimizers } from "./optimizers.js";
import { RowGradientSum } from "./row-gradient-sum.js";
import type { SparseOptimizer } from "./sparse-optimizer.js";

/** A batch's rows of each table, by the table's name: [batch, embeddingDim] each. */
export type LeafRows = Readonly<Record<string, tf.Tensor2D>>;

/** The tables' part of a training: rows out to the graph, gradients back. */
export interface EmbeddingTraining {
  /** The rows that a batch reads, as leaf tensors. The caller disposes them. */
  gather(batch: Pairs): LeafRows;
  /**
   * Steps on the rows of the batch last gathered.
   *
   * @param gradients [batch, embeddingDim] each, of the mean loss
   */
  update(batch: Pairs, leaves: LeafRows, gradients: Readonly<Record<string, tf.Tensor>>): Promise<void>;
  /** Of the steps from now on. */
  setLearningRate(learningRate: number): void;
  dispose(): void;
}

export interface EmbeddingTrainingOptions {
  readonly tables: ReadonlyMap<string, EmbeddingTable>;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  /** Bags of the columns of context, by the position in the training data. */
  readonly contextBags?: ReadonlyMap<FeatureColumn, Bags> | undefined;
}

interface TableUpdate {
  readonly name: string;
  readonly table: EmbeddingTable;
  readonly gradientSum: RowGradientSum;
  readonly optimizer: SparseOptimizer;
}

/** What picks the rows of all tables. */
export interface Pairs extends Pick<Batch, "userIndex" | "itemIndex" | "position"> {
  /** Rows of the tables of ids, where they are not the indices: an unknown user or item has the last one. */
  readonly userRow?: Int32Array | undefined;
  readonly itemRow?: Int32Array | undefined;
  /** Bags to read in place of the known entities', for users, items and moments that the model does not know. */
  readonly bags?: ReadonlyMap<FeatureColumn, Bags> | undefined;
}

/** What pairs read of a table: the rows of ids, or whose bags. */
export function rowIndexOf({ spec: { side, column } }: EmbeddingTable, pairs: Pairs): Int32Array {
  if (column) return bagIndexOf(side, pairs);
  const { userRow = pairs.userIndex, itemRow = pairs.itemIndex } = pairs;
  return { user: userRow, item: itemRow, context: noRows, pair: noRows }[side];
}

/** Which bag of a column each pair reads. */
function bagIndexOf(side: TableSide, { userIndex, itemIndex, position = noRows }: Pairs): Int32Array {
  // The bags of pairs are made for the batch, in its order.
  if (side === "pair") return userIndex.map((_, entry) => entry);
  return { user: userIndex, item: itemIndex, context: position }[side];
}

const noRows = new Int32Array(0);

/** The bags that pairs read of a table of features. @throws InvalidConfigError where nobody gave those of a context */
export function bagsOf(column: TableColumn, pairs: Pairs, contextBags?: Pairs["bags"]): Bags {
  if ("left" in column) {
    const indexed = ({ side, column: crossed }: CrossedColumn) => ({
      bags: bagsOf(crossed, pairs, contextBags),
      index: bagIndexOf(side, pairs),
    });
    return crossBags(column, indexed(column.left), indexed(column.right));
  }
  const bags = pairs.bags?.get(column) ?? column.bags ?? contextBags?.get(column);
  if (!bags)
    throw new InvalidConfigError(
      `The model reads the context "${column.name}", and the training was given none: give fit the context.`,
    );
  return bags;
}

/** What pairs read of one table: [pairs, embeddingDim]. */
export function readRows(table: EmbeddingTable, pairs: Pairs, contextBags?: Pairs["bags"]): Float32Array {
  const index = rowIndexOf(table, pairs);
  const { column } = table.spec;
  return column ? table.pool(bagsOf(column, pairs, contextBags), index) : table.gather(index);
}

/** Rows of all tables as leaf tensors, one entry a pair. The caller disposes them. */
export function gatherRows(
  tables: ReadonlyMap<string, EmbeddingTable>,
  pairs: Pairs,
  contextBags?: Pairs["bags"],
): LeafRows {
  const leaves: Record<string, tf.Tensor2D> = {};
  for (const [name, table] of tables) {
    const rows = readRows(table, pairs, contextBags);
    leaves[name] = tf.tensor2d(rows, [rows.length / table.embeddingDim, table.embeddingDim]);
  }
  return leaves;
}

/** In plain TypeScript, for any backend. */
export class PlainEmbeddingTraining implements EmbeddingTraining {
  readonly #tables: ReadonlyMap<string, EmbeddingTable>;
  readonly #updates: readonly TableUpdate[];
  readonly #contextBags: Pairs["bags"];

  constructor({ tables, optimizer, learningRate, contextBags }: EmbeddingTrainingOptions) {
    this.#tables = tables;
    this.#contextBags = contextBags;
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

  gather(batch: Pairs): LeafRows {
    return gatherRows(this.#tables, batch, this.#contextBags);
  }

  async update(
    batch: Pairs,
    leaves: LeafRows,
    gradients: Readonly<Record<string, tf.Tensor>>,
  ): Promise<void> {
    for (const { name, table, gradientSum, optimizer } of this.#updates) {
      const gradient = (await gradients[name]?.data()) as Float32Array;
      const { l2, column } = table.spec;
      const index = rowIndexOf(table, batch);
      if (column) {
        const entries = entriesOf(bagsOf(column, batch, this.#contextBags), index);
        const spread = spreadGradient(table, entries, { gradient, pull: (2 * l2) / index.length });
        optimizer.apply(table.weights, gradientSum.sum(entries.rows, spread, { l2: 0, rows: spread }));
        continue;
      }
      const rows = (await leaves[name]?.data()) as Float32Array;
      optimizer.apply(table.weights, gradientSum.sum(index, gradient, { l2, rows }));
    }
  }

  setLearningRate(learningRate: number): void {
    for (const { optimizer } of this.#updates) optimizer.learningRate = learningRate;
  }

  dispose(): void {}
}

/**
 * The gradient of each entry's row: its weight times the gradient of the sum it is part of, and the pull to zero, in
 * proportion to the size of its weight.
 *
 * @returns [entries, dim]
 */
function spreadGradient(
  { weights: table, embeddingDim: dim }: EmbeddingTable,
  { rows, weights, places }: BagEntries,
  { gradient, pull }: { readonly gradient: Float32Array; readonly pull: number },
): Float32Array {
  const spread = new Float32Array(rows.length * dim);
  for (let e = 0, to = 0; e < rows.length; e++) {
    const weight = weights[e] as number;
    const strength = pull * Math.abs(weight);
    let row = (rows[e] as number) * dim;
    let from = (places[e] as number) * dim;
    for (const end = to + dim; to < end; to++, row++, from++)
      spread[to] = weight * (gradient[from] as number) + strength * (table[row] as number);
  }
  return spread;
}
