import { BagBuilder, type Bags, joinBags } from "./bags.js";
import type { FeatureRecord } from "./feature-schema.js";

/** What an embedding table of features reads: one feature of a side, or several joined. */
export interface FeatureColumn {
  /** The feature's name; names joined by + for several. */
  readonly name: string;
  /** Rows that the table has. */
  readonly numRows: number;
  /** Of all entities that the model knows, by index; undefined for context, which belongs to the interactions. */
  readonly bags: Bags | undefined;
  /**
   * [numRows] 1 for rows that some entity of the training data reads. The others start at zero and so add nothing:
   * what was never learned says nothing. Undefined once a model was loaded, whose weights are given.
   */
  readonly isLearned: Uint8Array | undefined;
  /**
   * Bags of entities that the model need not know.
   *
   * @throws InvalidFeaturesError for a value that is not of the feature's kind
   */
  encode(records: readonly FeatureRecord[]): Bags;
}

/** Several features of a side in one table, whose rows add up: one gather instead of one a feature. */
export function joinColumns(columns: readonly FeatureColumn[]): FeatureColumn {
  const join = (bagsOf: (column: FeatureColumn) => Bags) =>
    joinBags(columns.map((column) => ({ bags: bagsOf(column), numRows: column.numRows })));
  const numRows = columns.reduce((sum, column) => sum + column.numRows, 0);
  return {
    name: columns.map(({ name }) => name).join("+"),
    numRows,
    bags: columns.every(({ bags }) => bags) ? join(({ bags }) => bags ?? noBags) : undefined,
    isLearned: columns.every(({ isLearned }) => isLearned)
      ? Uint8Array.from(columns.flatMap(({ isLearned }) => [...(isLearned ?? [])]))
      : undefined,
    encode: (records) => join((column) => column.encode(records)),
  };
}

const noBags = new BagBuilder().build();
