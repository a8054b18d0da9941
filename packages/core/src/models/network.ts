import type * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec, TableSide } from "../embedding/embedding-table.js";
import type { Initializer } from "../layers/initializers.js";
import type { Layer } from "../layers/layer.js";
import type { Random } from "../random/random.js";
import type { Dimensions, Task } from "./model.js";
import type { Pretraining } from "./pretraining.js";

/** The rows gathered for a batch: for each table, one row a batch entry, [batch, embeddingDim]. */
export type GatheredRows<Name extends string> = Readonly<Record<Name, tf.Tensor2D>>;

/** A model's learned parts and how logits come from them: all that a new gradient model has to say. */
export interface Network<Name extends string = string> {
  readonly tables: Readonly<Record<Name, EmbeddingTableSpec>>;
  readonly layers: readonly Layer[];
  /**
   * Pure and differentiable; disposes nothing.
   *
   * @returns [batch]
   */
  logits(rows: GatheredRows<Name>): tf.Tensor1D;
  /**
   * The same logits for every pair of some users and all items, where there is a faster way than one pair at a time.
   *
   * @param users rows of user tables, [users, embeddingDim] each
   * @param items rows of item tables, [numItems, embeddingDim] each
   * @returns [users, numItems]
   */
  catalogueLogits?(users: GatheredRows<Name>, items: GatheredRows<Name>): tf.Tensor2D;
  /** What trains before the network does. */
  readonly pretraining?: Pretraining;
}

/** Types the rows that `logits` gets by the tables that stand above it. */
export function network<Name extends string>(parts: Network<Name>): Network<Name> {
  return parts;
}

export interface BuildOptions<Config> {
  readonly config: Config;
  readonly dimensions: Dimensions;
  readonly task: Task;
  readonly random: Random;
}

export interface TableOptions {
  readonly embeddingDim: number;
  readonly initializer: Initializer;
  readonly l2?: number;
}

const tableOf =
  (side: TableSide) =>
  ({ embeddingDim, initializer, l2 = 0 }: TableOptions): EmbeddingTableSpec => ({
    side,
    embeddingDim,
    initializer,
    l2,
  });

/** A learned vector for each user. */
export const userTable = tableOf("user");
/** A learned vector for each item. */
export const itemTable = tableOf("item");
