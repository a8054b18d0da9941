import type { CandidateLists } from "../reading/candidate-lists.js";
import type { Dialect } from "../reading/dialect.js";
import type { Encoding } from "../reading/encoding.js";
import type { Fields } from "../reading/fields.js";
import type { IdIndexer } from "../reading/id-indexer.js";
import type { RowColumns } from "../reading/row-columns.js";
import type { AttributeFormat } from "./attribute-format.js";
import type { ColumnMapping } from "./column-mapping.js";

/** Takes one row. @returns why it is rejected, and then nothing of it was kept; undefined where it was taken */
export type RowParser = (fields: Fields) => string | undefined;

interface FormatDescription {
  /** As options and commands spell it. */
  readonly name: string;
  readonly title: string;
  /** One sentence: what a line holds. */
  readonly summary: string;
  readonly encoding: Encoding;
  /** How a file is cut, judged by its first line that is not blank. */
  dialect(firstLine: string): Dialect;
}

/** A file of interactions. */
export interface InteractionFormat extends FormatDescription {
  readonly kind: "interactions";
  /** Whether the caller may say which column is what. */
  readonly takesMapping: boolean;
  /** Files that describe this source's users and items, where it has some. */
  readonly attributes?: { readonly users?: AttributeFormat; readonly items?: AttributeFormat };
  /**
   * How the rows of one file are laid out.
   *
   * @param first the header, or else the first row
   * @throws UnreadableDataError where it cannot be of this format
   */
  layout(first: readonly string[], context: LayoutContext): InteractionLayout;
}

/** What a format may look at before it reads rows. */
export interface LayoutContext {
  /** Names the file and format in errors. */
  readonly where: string;
  readonly mapping: ColumnMapping | undefined;
}

/** How the fields of a row make an interaction. */
export interface InteractionLayout {
  readonly hasTime: boolean;
  /** Makes the reader of one file. */
  parser(sink: InteractionSink): RowParser;
}

export interface InteractionSink {
  readonly users: IdIndexer;
  readonly items: IdIndexer;
  readonly rows: RowColumns;
}

/** A file of the candidates that a paper published with its test set. */
export interface CandidateFormat extends FormatDescription {
  readonly kind: "candidates";
  /** Makes the reader of one file. */
  parser(sink: CandidateSink): RowParser;
}

export interface CandidateSink {
  readonly users: IdIndexer;
  readonly items: IdIndexer;
  readonly lists: CandidateLists;
}

export type Format = InteractionFormat | CandidateFormat;
