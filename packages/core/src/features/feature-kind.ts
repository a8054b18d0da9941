import type * as z from "zod";
import type { BagBuilder } from "./bags.js";

/** Turns values of one feature into rows of its table. */
export interface FeatureEncoder<Value = unknown> {
  /** Rows of the feature's table, those for what is missing or unknown included. */
  readonly numRows: number;
  /** Adds the rows of a value to the bag under way; `undefined` for a value that is missing. */
  encode(value: Value | undefined, bag: BagBuilder): void;
}

/**
 * One way to describe users, items or context: what a schema says of such a feature, which values it takes, what is
 * learned of them before training (`fit`), and how they become rows of a table.
 */
export interface FeatureKind<Declaration = unknown, Value = unknown, Fitted = unknown> {
  readonly kind: string;
  /** What may stand in a schema; `kind` tells the kinds apart. */
  readonly declaration: z.ZodType<Declaration>;
  /** The values that such a feature takes. */
  valueSchema(declaration: Declaration): z.ZodType<Value>;
  /** The value that a text of a file stands for; undefined for a text that stands for none. */
  parse(text: string): Value | undefined;
  /** What `fit` learned, in JSON: believed only after this check. */
  fittedSchema(declaration: Declaration): z.ZodType<Fitted>;
  /** @param values of the entities that training reads, those that have one */
  fit(declaration: Declaration, values: readonly Value[]): Fitted;
  encoder(declaration: Declaration, fitted: Fitted): FeatureEncoder<Value>;
}

/** A row of weight 1 for a value that is missing: the first of every table but a numeric feature's. */
export const missingRow = 0;
