import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import type { EmbeddingTable, EmbeddingTableSpec } from "../embedding/embedding-table.js";
import type { Pairs } from "../embedding/embedding-training.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import type { Bags } from "../features/bags.js";
import type { FeatureColumn } from "../features/feature-column.js";
import type { FeatureRecord } from "../features/feature-schema.js";
import type { ContextRecords, Features } from "../features/features.js";
import type { Random } from "../random/random.js";
import type { Dimensions } from "./model.js";

/** How a training with features reads its batches. */
export interface TrainingReading {
  /**
   * What batches are drawn from: the data over the items that occur in it. Of the others nobody can tell whether they
   * are disliked or unknown, and as negatives they would teach that whatever is new is disliked.
   */
  readonly data: Interactions;
  /** A batch of that data with some ids hidden. */
  read(batch: Pairs): Pairs;
  /** By the positions of the training data. */
  readonly contextBags: ReadonlyMap<FeatureColumn, Bags>;
  /** Gives entities without a row of their own, in tables of ids, what is read for them. */
  finish(tables: Iterable<EmbeddingTable>): void;
}

export interface TrainingReadingOptions {
  /** Chance that an id is hidden: see `startTraining`. */
  readonly idDropout: number;
  readonly context: ContextRecords | undefined;
  readonly random: Random;
}

/** One record of features for each user of a call. */
export interface ReadingOptions {
  /** Of users that the model does not know, whose numbers in the call are the pairs' `userIndex`. */
  readonly users?: readonly FeatureRecord[] | undefined;
  /** Of the moment of the request: the same for all. */
  readonly context?: FeatureRecord | undefined;
}

type Side = "user" | "item";

/**
 * What features change in the tables of a model and in how they are read. Tables of ids get one row more, the last, for
 * whoever has no interaction: known by features alone. Hiding the ids of some entries in training
 * (Volkovs et al., DropoutNet, NeurIPS 2017) teaches that row, and the features to do without ids.
 */
export class FeatureReading {
  /** Context columns that the network reads. */
  readonly #context: readonly FeatureColumn[];
  readonly #users: readonly FeatureColumn[];
  /** By the index of each side: 1 for who has a row of their own. Unset until trained: a loaded model needs none. */
  #hasRow: Readonly<Record<Side, Uint8Array>> | undefined;

  constructor(
    readonly features: Features,
    private readonly dimensions: Dimensions,
    specs: readonly EmbeddingTableSpec[],
  ) {
    const columns = (side: EmbeddingTableSpec["side"]) => [
      ...new Set(
        specs.flatMap(({ side: own, column }) =>
          own === side && column && !("left" in column) ? [column] : [],
        ),
      ),
    ];
    this.#context = columns("context");
    this.#users = columns("user");
  }

  /** Whether the network reads any context. */
  get readsContext(): boolean {
    return this.#context.length > 0;
  }

  startTraining(data: Interactions, { idDropout, context, random }: TrainingReadingOptions): TrainingReading {
    const { byUser, byItem, length } = data;
    if (this.#context.length > 0 && !context)
      throw new InvalidInteractionsError(
        `The model reads the context of interactions (${this.#context.map(({ name }) => name).join(", ")}), and none was given: give fit the context.`,
      );
    const hasRow = { user: nonEmptyRows(byUser.offsets), item: nonEmptyRows(byItem.offsets) };
    this.#hasRow = hasRow;
    const records = Array.from(
      { length: context ? length : 0 },
      (_, position) => context?.get(position) ?? {},
    );
    const draws = random.fork("id dropout");
    const hidden = (side: Side, index: Int32Array) => {
      const unknown = this.#unknownRow(side);
      const known = hasRow[side];
      return index.map((entity) => (known[entity] && draws.uniform() >= idDropout ? entity : unknown));
    };
    const occurring = overOccurringItems(data, hasRow.item);
    return {
      data: occurring.data,
      contextBags: new Map(this.#context.map((column) => [column, column.encode(records)])),
      read: (batch) => {
        const itemIndex = occurring.itemsOf(batch.itemIndex);
        return {
          ...batch,
          itemIndex,
          userRow: hidden("user", batch.userIndex),
          itemRow: hidden("item", itemIndex),
        };
      },
      finish: (tables) => {
        for (const table of tables) this.#fill(table, table.weights);
      },
    };
  }

  /** What is read to score pairs: where `users` are given, of users whom the model does not know. */
  forScoring({ users, context = {} }: ReadingOptions): (pairs: Pairs) => Pairs {
    this.features.checkNames("context", [context]);
    if (users) this.features.checkNames("users", users);
    const bags = new Map(this.#context.map((column) => [column, column.encode([context])] as const));
    if (users) for (const column of this.#users) bags.set(column, column.encode(users));
    return (pairs) => ({
      ...pairs,
      ...(users ? {} : { userRow: this.#rowsOf("user", pairs.userIndex) }),
      itemRow: this.#rowsOf("item", pairs.itemIndex),
      position: new Int32Array(pairs.userIndex.length),
      bags,
    });
  }

  /** Lets unknown entities start from nothing: what no dropout teaches them, their features have to say alone. */
  clearUnknown(tables: Iterable<EmbeddingTable>): void {
    for (const { spec, weights, embeddingDim } of tables)
      if (!spec.column) weights.fill(0, weights.length - embeddingDim);
  }

  /** Rows of a table: one more than there are users or items, where it is a table of ids. */
  numRowsOf({ side, column }: EmbeddingTableSpec): number {
    if (column) return column.numRows;
    return { user: this.dimensions.numUsers, item: this.dimensions.numItems, context: 0, pair: 0 }[side] + 1;
  }

  /**
   * Copies of a table's rows in which the entities without a row of their own have what is read for them.
   *
   * @returns [numRows, embeddingDim]
   */
  rowsToKeep(table: EmbeddingTable): Float32Array {
    return this.#fill(table, table.weights.slice());
  }

  #fill(table: EmbeddingTable, rows: Float32Array): Float32Array {
    const { spec, embeddingDim } = table;
    if (spec.column || spec.side === "context" || spec.side === "pair" || !this.#hasRow) return rows;
    const unknown = unknownRowOf(table);
    this.#hasRow[spec.side].forEach((has, entity) => {
      if (!has) rows.set(unknown, entity * embeddingDim);
    });
    return rows;
  }

  #unknownRow(side: Side): number {
    return { user: this.dimensions.numUsers, item: this.dimensions.numItems }[side];
  }

  #rowsOf(side: Side, index: Int32Array): Int32Array {
    const hasRow = this.#hasRow?.[side];
    if (!hasRow) return index;
    return index.map((entity) => (hasRow[entity] ? entity : this.#unknownRow(side)));
  }
}

/** [embeddingDim] the row of a table of ids that whoever is unknown reads, of a model with features. */
export function unknownRowOf({ weights, embeddingDim }: EmbeddingTable): Float32Array {
  return weights.slice(weights.length - embeddingDim);
}

/** The data with its items numbered anew, those that occur alone, and their numbers of before. */
function overOccurringItems(
  data: Interactions,
  occurs: Uint8Array,
): { readonly data: Interactions; itemsOf(index: Int32Array): Int32Array } {
  if (!occurs.includes(0)) return { data, itemsOf: (index) => index };
  const items = Int32Array.from(occurs.keys()).filter((item) => occurs[item] === 1);
  const numberOf = new Int32Array(occurs.length);
  for (const [number, item] of items.entries()) numberOf[item] = number;
  const vocabulary = Vocabulary.of(Array.from(items, (item) => data.items.idOf(item)));
  return {
    data: new Interactions(data.users, vocabulary, {
      userIndex: data.userIndex,
      itemIndex: data.itemIndex.map((item) => numberOf[item] as number),
      value: data.value,
      timestamp: data.timestamp,
    }),
    itemsOf: (index) => index.map((number) => items[number] as number),
  };
}

function nonEmptyRows(offsets: Int32Array): Uint8Array {
  return Uint8Array.from({ length: offsets.length - 1 }, (_, row) =>
    offsets[row] === offsets[row + 1] ? 0 : 1,
  );
}
