import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec, TableSide } from "../embedding/embedding-table.js";
import type { Features } from "../features/features.js";
import type { Initializer } from "../layers/initializers.js";
import type { Layer } from "../layers/layer.js";
import type { Random } from "../random/random.js";
import type { Batch } from "../sampling/batch.js";
import type { Dimensions, Task } from "./model.js";

/** The rows gathered for a batch: for each table, one row a batch entry, [batch, embeddingDim]. */
export type GatheredRows<Name extends string> = Readonly<Record<Name, tf.Tensor2D>>;

/**
 * A model's learned parts and how logits come from them: all that a new gradient model has to say.
 *
 * With features, a network adds tables of them to those of the ids. Each gives a batch entry the weighted sum of the
 * rows that its user, item or moment has there, [batch, embeddingDim], whatever the kind of the feature; without
 * features the sets are empty, and the network is the one of ids alone:
 *
 * ```ts
 * build: ({ config: { embeddingDim, hiddenUnits, l2 }, features, random }) => {
 *   const embedding = { embeddingDim, l2, initializer: normal(0.05) };
 *   const ofUsers = featureTables({ name: "userFeatures", side: "users", features, ...embedding });
 *   const ofItems = featureTables({ name: "itemFeatures", side: "items", features, ...embedding });
 *   const ofContext = featureTables({ name: "context", side: "context", features, ...embedding });
 *   const fields = 2 + ofUsers.count + ofItems.count + ofContext.count;
 *   const hidden = tower({ name: "tower", inputs: fields * embeddingDim, hiddenUnits, random });
 *   const output = dense({ name: "output", inputs: hidden.outputs, outputs: 1, random });
 *   return network({
 *     tables: {
 *       user: userTable(embedding), item: itemTable(embedding),
 *       ...ofUsers.tables, ...ofItems.tables, ...ofContext.tables,
 *     },
 *     layers: [hidden, output],
 *     logits: (rows) => {
 *       const all = [rows.user, rows.item, ...ofUsers.rows(rows), ...ofItems.rows(rows), ...ofContext.rows(rows)];
 *       return column(output.apply(hidden.apply(tf.concat2d(all, 1))));
 *     },
 *   });
 * }
 * ```
 *
 * `featureTables` has one table a feature; `summedFeatureTable` one for all of a side, which is faster where they are
 * added up anyway. Of `vectors`, context belongs to the request. A model that
 * reads features says `readsFeatures: true` in its definition.
 */
export interface Network<Name extends string = string> {
  readonly tables: Readonly<Record<Name, EmbeddingTableSpec>>;
  readonly layers: readonly Layer[];
  /**
   * Pure and differentiable; disposes nothing.
   *
   * @returns [batch]
   */
  logits(rows: GatheredRows<Name>): tf.Tensor1D;
  /** The two vectors of a network whose logits are their dot products. */
  readonly vectors?: NetworkVectors<Name> | undefined;
  /** What the logits are the sum of, by the kind of the term, where they are one: [batch] each. Pure, as they are. */
  terms?(rows: GatheredRows<Name>): Readonly<Partial<Record<LogitTerm, tf.Tensor1D>>>;
}

/**
 * What a network says whose logits are dot products: logit = request · item. Then a whole catalogue is scored by one
 * matrix product, a batch can be each other's negatives at the cost of its rows, and retrieval searches the vectors by
 * kernels. Both are pure and differentiable, and dispose nothing.
 */
export interface NetworkVectors<Name extends string = string> {
  /**
   * @param rows of tables of users and of context, n each
   * @returns [n, dim]
   */
  ofRequest(rows: GatheredRows<Name>): tf.Tensor2D;
  /**
   * @param rows of tables of items, n each
   * @returns [n, dim]
   */
  ofItem(rows: GatheredRows<Name>): tf.Tensor2D;
}

/**
 * Logits of each of some requests with each of some items.
 *
 * @returns [requests, items]
 */
export function gridLogits(vectors: NetworkVectors, rows: GatheredRows<string>): tf.Tensor2D {
  return tf.matMul(vectors.ofRequest(rows), vectors.ofItem(rows), false, true);
}

/**
 * Logits of what a batch reads.
 *
 * @returns [rows], or [users, items] of a grid, which only a network with `vectors` gets
 */
export function batchLogits(
  model: Network,
  rows: GatheredRows<string>,
  { isGrid }: Pick<Batch, "isGrid">,
): tf.Tensor {
  return isGrid && model.vectors ? gridLogits(model.vectors, rows) : model.logits(rows);
}

/** The parts of a logit that explanations name. */
export type LogitTerm = "userBias" | "itemBias" | "match";

/** Types the rows that `logits` gets by the tables that stand above it. */
export function network<Name extends string>(parts: Network<Name>): Network<Name> {
  return parts;
}

/** What a network is built from. */
export interface BuildOptions<Config> {
  readonly config: Config;
  readonly dimensions: Dimensions;
  readonly task: Task;
  readonly random: Random;
  /** What is known of users, items and context besides their ids. */
  readonly features?: Features | undefined;
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
