import { InvalidConfigError } from "../errors/errors.js";
import type { FixedCandidates } from "../evaluation/fixed-candidates.js";
import type { Attributes, AttributeTable } from "./attributes.js";
import { type DuplicatePolicy, resolveDuplicates } from "./duplicates.js";
import type { AttributeFormat } from "./formats/attribute-format.js";
import type { ColumnMapping } from "./formats/column-mapping.js";
import type { CandidateFormat, InteractionFormat, RowParser } from "./formats/format.js";
import { candidateFormat, interactionFormat } from "./formats/registry.js";
import { type InteractionColumns, Interactions } from "./interactions.js";
import { CandidateLists } from "./reading/candidate-lists.js";
import type { Encoding } from "./reading/encoding.js";
import { IdIndexer } from "./reading/id-indexer.js";
import { type ReadOptions, type RecordsRead, readRecords, sourceName } from "./reading/read-records.js";
import { RowColumns } from "./reading/row-columns.js";
import type { DataSource } from "./reading/source.js";
import { Vocabulary } from "./vocabulary.js";

/** How interactions are read. */
export interface InteractionReadOptions extends ReadOptions {
  /** The name of a registered format, or a format of your own. */
  readonly format: string | InteractionFormat;
  /** Which column is what, for formats with a header. Default: guessed from common names. */
  readonly mapping?: ColumnMapping;
  /** Which of several rows of the same user and item stays. Default: `keep-last`. */
  readonly duplicates?: DuplicatePolicy;
  /** Default: the format's own, mostly UTF-8. Not looked at for text that is decoded already. */
  readonly encoding?: Encoding;
}

/** How candidates are read. */
export interface CandidateReadOptions extends ReadOptions {
  /** The name of a registered format, or a format of your own. */
  readonly format: string | CandidateFormat;
}

/** The rows of one source, waiting for the vocabularies of all sources. */
export interface ReadPart extends RecordsRead {
  readonly columns: InteractionColumns;
  /** Rows that repeat the user and item of an earlier one. */
  readonly duplicates: number;
}

/** Interactions that were read, and the rows that could not be. */
export interface ReadResult extends RecordsRead {
  readonly interactions: Interactions;
  /** Rows that repeat the user and item of an earlier one; what became of them is the policy's. */
  readonly duplicates: number;
  /** Where the session read some. */
  readonly userAttributes?: AttributeTable;
  readonly itemAttributes?: AttributeTable;
}

/** Candidates that were read, and the rows that could not be. */
export interface CandidatesRead extends RecordsRead {
  readonly candidates: FixedCandidates;
  /** [lists] the test item of each list */
  readonly positives: Int32Array;
  /** Candidates left out because they were the positive of their list. */
  readonly numEqualToPositive: number;
}

/**
 * Reads several sources into one numbering of users and items, so that an index means the same id in all of them:
 *
 * ```ts
 * const session = new ReadingSession();
 * const train = await session.readInteractions(trainBytes, { format: "ncf" });
 * const test = await session.readInteractions(testBytes, { format: "ncf" });
 * const [trainResult, testResult] = [session.result(train), session.result(test)];
 * ```
 *
 * Ids are numbered in the order they come.
 */
export class ReadingSession {
  readonly #users = Vocabulary.builder();
  readonly #items = Vocabulary.builder();
  #userAttributes: Map<string, Attributes> | undefined;
  #itemAttributes: Map<string, Attributes> | undefined;

  /**
   * @throws UnreadableDataError for a source that is empty, is not of the format or has mostly bad rows;
   *   InvalidConfigError for an unknown format or a mapping that the format does not take; AbortedError
   */
  async readInteractions(source: DataSource, options: InteractionReadOptions): Promise<ReadPart> {
    const format = typeof options.format === "string" ? interactionFormat(options.format) : options.format;
    const { mapping, duplicates = "keep-last", encoding = format.encoding } = options;
    if (mapping && !format.takesMapping) {
      throw new InvalidConfigError(
        `The format "${format.name}" knows its columns: leave out the column mapping, or use the format "csv".`,
      );
    }
    const indexers = this.#indexers();
    let rows = new RowColumns({ hasTime: false });
    let parse: RowParser | undefined;
    const read = await readRecords(
      source,
      {
        format: format.name,
        encoding,
        handler: {
          dialect: (firstLine) => format.dialect(firstLine),
          open: (first) => {
            const layout = format.layout(first, { where: sourceName(options.name, format.name), mapping });
            rows = new RowColumns(layout);
            parse = layout.parser({ ...indexers, rows });
          },
          record: (fields) => parse?.(fields),
        },
      },
      options,
    );
    const dimensions = { numUsers: this.#users.size, numItems: this.#items.size };
    return { ...read, ...resolveDuplicates(rows.take(), dimensions, duplicates) };
  }

  /** @throws as `readInteractions` */
  async readCandidates(source: DataSource, options: CandidateReadOptions): Promise<CandidatesRead> {
    const format = typeof options.format === "string" ? candidateFormat(options.format) : options.format;
    const lists = new CandidateLists();
    const parse = format.parser({ ...this.#indexers(), lists });
    const read = await readRecords(
      source,
      {
        format: format.name,
        encoding: format.encoding,
        handler: { dialect: (firstLine) => format.dialect(firstLine), open: () => {}, record: parse },
      },
      options,
    );
    return { ...read, numEqualToPositive: lists.numEqualToPositive, ...lists.take() };
  }

  /**
   * Reads what a source says of users or items. Read a catalogue first to number ids in its order.
   *
   * @throws as `readInteractions`
   */
  async readAttributes(
    source: DataSource,
    { side, format, ...options }: ReadOptions & { side: "users" | "items"; format: AttributeFormat },
  ): Promise<RecordsRead> {
    const table = new Map<string, Attributes>();
    const ids = side === "users" ? this.#users : this.#items;
    const read = await readRecords(
      source,
      {
        format: format.name,
        encoding: format.encoding,
        handler: {
          dialect: () => format.dialect,
          open: () => {},
          record(fields) {
            const row = format.parse(fields.texts());
            if (row.problem !== undefined) return row.problem;
            if (table.has(row.id)) return `"${row.id}" is described on an earlier line`;
            table.set(row.id, row.attributes);
            if (format.listsCatalogue) ids.add(row.id);
            return undefined;
          },
        },
      },
      options,
    );
    if (side === "users") this.#userAttributes = table;
    else this.#itemAttributes = table;
    return read;
  }

  /** A part over the vocabularies of all that was read. The first call builds them and ends the reading. */
  result({ columns, ...read }: ReadPart): ReadResult {
    return {
      ...read,
      interactions: new Interactions(this.#users.build(), this.#items.build(), columns),
      ...(this.#userAttributes && { userAttributes: this.#userAttributes }),
      ...(this.#itemAttributes && { itemAttributes: this.#itemAttributes }),
    };
  }

  #indexers(): { users: IdIndexer; items: IdIndexer } {
    return { users: new IdIndexer(this.#users), items: new IdIndexer(this.#items) };
  }
}
