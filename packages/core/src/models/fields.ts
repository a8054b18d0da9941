import * as tf from "@tensorflow/tfjs";
import type { EmbeddingTableSpec } from "../embedding/embedding-table.js";
import type { Features } from "../features/features.js";
import { featureTables, summedFeatureTable } from "./feature-tables.js";
import { type GatheredRows, itemTable, type TableOptions, userTable } from "./network.js";

export interface FieldsOptions extends TableOptions {
  /** Begins the names of the tables. */
  readonly name: string;
  /** Undefined for a model of ids alone. */
  readonly features: Features | undefined;
}

/** Tables of everything that describes an interaction: the two ids and all features, a field each. */
export interface Fields {
  readonly tables: Readonly<Record<string, EmbeddingTableSpec>>;
  /** How many fields there are, at least 2. */
  readonly count: number;
  /** How many of them are the item's. */
  readonly countOfItem: number;
  /** Fields known before any item is: user, features of users, context. [batch, embeddingDim] each. */
  ofRequest(rows: GatheredRows<string>): tf.Tensor2D[];
  /** Fields of the item. [batch, embeddingDim] each. */
  ofItem(rows: GatheredRows<string>): tf.Tensor2D[];
}

/** An embedding for each value of each field. */
export function embeddedFields({ name, features, ...embedding }: FieldsOptions): Fields {
  const set = { features, ...embedding };
  return fieldsOf(name, {
    embedding,
    users: featureTables({ name: `${name}User`, side: "users", ...set }),
    items: featureTables({ name: `${name}Item`, side: "items", ...set }),
    context: featureTables({ name: `${name}Context`, side: "context", ...set }),
  });
}

/**
 * A weight for each value of each field, those of the features of one side already added up: the linear part of a model.
 */
export function weightedFields({ name, features, ...rest }: Omit<FieldsOptions, "embeddingDim">): Fields {
  const embedding = { embeddingDim: 1, ...rest };
  const set = { features, ...embedding };
  return fieldsOf(name, {
    embedding,
    users: summedFeatureTable({ name: `${name}User`, side: "users", ...set }),
    items: summedFeatureTable({ name: `${name}Item`, side: "items", ...set }),
    context: summedFeatureTable({ name: `${name}Context`, side: "context", ...set }),
  });
}

type Tables = ReturnType<typeof featureTables<string>>;

interface FieldParts {
  readonly embedding: TableOptions;
  readonly users: Tables;
  readonly items: Tables;
  readonly context: Tables;
}

function fieldsOf(name: string, { embedding, users, items, context }: FieldParts): Fields {
  const [user, item] = [`${name}User`, `${name}Item`];
  return {
    tables: {
      [user]: userTable(embedding),
      [item]: itemTable(embedding),
      ...users.tables,
      ...items.tables,
      ...context.tables,
    },
    countOfItem: 1 + items.count,
    count: 2 + users.count + items.count + context.count,
    ofRequest: (rows) => [rows[user] as tf.Tensor2D, ...users.rows(rows), ...context.rows(rows)],
    ofItem: (rows) => [rows[item] as tf.Tensor2D, ...items.rows(rows)],
  };
}

/** The sum of some fields, [batch, embeddingDim]. */
export function sumOfFields(fields: readonly tf.Tensor2D[]): tf.Tensor2D {
  const [only] = fields;
  return only && fields.length === 1 ? only : tf.addN([...fields]);
}
