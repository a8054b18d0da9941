import type { Attributes } from "../attributes.js";
import type { Dialect } from "../reading/dialect.js";
import type { Encoding } from "../reading/encoding.js";

/** A file that describes users or items, one a row. */
export interface AttributeFormat {
  /** For errors. */
  readonly name: string;
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /**
   * Whether the file lists the catalogue: its ids are numbered in its order, those without an interaction too. Else it
   * only describes ids that the interactions know.
   */
  readonly listsCatalogue: boolean;
  parse(fields: readonly string[]): AttributeRow;
}

export type AttributeRow =
  | { readonly id: string; readonly attributes: Attributes; readonly problem?: never }
  | { readonly problem: string };
