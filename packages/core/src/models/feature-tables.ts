import type * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec, TableColumn, TableSide } from "../embedding/embedding-table.js";
import { crossColumns } from "../features/cross-column.js";
import type { FeatureSide } from "../features/feature-schema.js";
import type { Features } from "../features/features.js";
import type { TableOptions } from "./network.js";

/** Names of tables of features: the name of the set, then the feature's. */
export type FeatureTableName<Set extends string> = `${Set}/${string}`;

/** Whose features the tables hold, and how large their embeddings are. */
export interface FeatureTablesOptions<Set extends string> extends TableOptions {
  /** Begins the names of the tables, and of the weights in an artifact: unique within a network. */
  readonly name: Set;
  readonly side: FeatureSide;
  /** Undefined for a model without features, which gets no tables. */
  readonly features: Features | undefined;
}

/** Tables of the features of one side, and their rows in a batch. */
export interface FeatureTables<Set extends string> {
  /** To be spread into a network's tables. */
  readonly tables: Readonly<Record<FeatureTableName<Set>, EmbeddingTableSpec>>;
  /** How many there are: 0 without features. */
  readonly count: number;
  /** The rows of each, in the order of their names: [batch, embeddingDim] each. */
  rows(gathered: Readonly<Record<FeatureTableName<Set>, tf.Tensor2D>>): tf.Tensor2D[];
}

/** One table for each feature of a side: fields that a network treats one by one. */
export function featureTables<Set extends string>(options: FeatureTablesOptions<Set>): FeatureTables<Set> {
  const columns = options.features?.sides[options.side].columns ?? [];
  return tablesOf({ ...options, side: tableSides[options.side] }, columns);
}

/**
 * One table for all features of a side, whose rows add up: an entry gets the sum of what each feature adds, at the cost
 * of one table.
 */
export function summedFeatureTable<Set extends string>(
  options: FeatureTablesOptions<Set>,
): FeatureTables<Set> {
  const { features, side } = options;
  const joined = features?.has(side) ? features.joined(side) : undefined;
  return tablesOf({ ...options, side: tableSides[side] }, joined ? [joined] : []);
}

export interface CrossTableOptions<Set extends string> extends TableOptions {
  /** Begins the name of the table. */
  readonly name: Set;
  readonly left: FeatureSide;
  readonly right: FeatureSide;
  /** The most rows that the table may have: pairs of rows share them by a hash where there are more. */
  readonly maxRows: number;
  /** Undefined for a model without features, which gets no table. */
  readonly features: Features | undefined;
}

/**
 * One table for every feature of one side crossed with every one of another: an entry gets the sum of the rows of all
 * pairs of values that it has. The network must also read the summed tables of both sides.
 */
export function crossTable<Set extends string>(options: CrossTableOptions<Set>): FeatureTables<Set> {
  const { features, left, right, maxRows, ...table } = options;
  if (!features?.has(left) || !features.has(right)) return tablesOf({ ...table, side: "pair" }, []);
  const joined = (side: FeatureSide) => ({ side: tableSides[side], column: features.joined(side) });
  return tablesOf({ ...table, side: "pair" }, [crossColumns(joined(left), joined(right), maxRows)]);
}

const tableSides = { users: "user", items: "item", context: "context" } as const satisfies Readonly<
  Record<FeatureSide, TableSide>
>;

function tablesOf<Set extends string>(
  { name, side, embeddingDim, initializer, l2 = 0 }: TableOptions & { name: Set; side: TableSide },
  columns: readonly TableColumn[],
): FeatureTables<Set> {
  const specs = columns.map((column) => {
    const tableName: FeatureTableName<Set> = `${name}/${column.name}`;
    return [tableName, { side, embeddingDim, initializer, l2, column }] as const;
  });
  return {
    // A record whose keys are a template may lack any of them.
    tables: Object.fromEntries(specs) as Record<FeatureTableName<Set>, EmbeddingTableSpec>,
    count: specs.length,
    rows: (gathered) => specs.map(([tableName]) => gathered[tableName]),
  };
}
