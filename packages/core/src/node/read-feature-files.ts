import type { AttributeFormat } from "../data/formats/attribute-format.js";
import { csvAttributes } from "../data/formats/csv-attributes.js";
import { headerNames } from "../data/formats/guess-format.js";
import { movielens1mItems, movielens1mUsers } from "../data/formats/movielens-1m-attributes.js";
import { movielens100kItems, movielens100kUsers } from "../data/formats/movielens-100k-attributes.js";
import type { RecordsRead } from "../data/reading/read-records.js";
import type { ReadingSession, ReadResult } from "../data/reading-session.js";
import { InvalidFeaturesError, UnreadableDataError } from "../errors/errors.js";
import { featureKind } from "../features/feature-kinds.js";
import {
  type FeatureRecord,
  type FeatureRecords,
  type FeatureSchema,
  type FeatureValue,
  type ParsedDeclaration,
  type ParsedSchema,
  parseFeatureSchema,
  type SideSchema,
} from "../features/feature-schema.js";
import { type InferredSchema, inferSchema } from "../features/infer-schema.js";
import { type FileReadOptions, fileBytes } from "./file-bytes.js";
import { firstFilledLine } from "./first-lines.js";

type Side = "users" | "items";

/** The files of features, by side. */
export interface FeatureFiles {
  /** A CSV with a header, `u.user` of MovieLens 100K or `users.dat` of MovieLens 1M; gzip or plain. */
  readonly users?: string | undefined;
  /** A CSV with a header, `u.item` of MovieLens 100K or `movies.dat` of MovieLens 1M; gzip or plain. */
  readonly items?: string | undefined;
  /** What the columns are. Default: inferred from what stands there, also for a side that the schema leaves out. */
  readonly schema?: unknown;
}

/** What a file says of users or items. */
export interface FeatureFileRead extends RecordsRead, InferredSchema {
  readonly path: string;
  readonly schema: SideSchema;
  readonly records: FeatureRecords;
  /** Of how many entities the file tells something. */
  readonly numRecords: number;
}

/** The features of the files, for `fitFeatures`. */
export interface FeaturesRead {
  readonly schema: FeatureSchema;
  readonly users?: FeatureFileRead;
  readonly items?: FeatureFileRead;
}

interface RawRead {
  readonly side: Side;
  readonly path: string;
  readonly declared: Readonly<Record<string, ParsedDeclaration>> | undefined;
  readonly read: RecordsRead;
}

/**
 * Reads files of features into a session: ids that they alone have become users and items without interactions. What
 * comes back makes records once all is read.
 *
 * @throws UnreadableDataError for a file that is absent, empty or mostly bad, and for a declared feature that it has not;
 *   InvalidFeaturesError for a schema that is not valid or declares what no file is given for; AbortedError
 */
export async function readFeatureFiles(
  session: ReadingSession,
  files: FeatureFiles,
  options: FileReadOptions,
): Promise<(result: ReadResult) => FeaturesRead> {
  const schema = files.schema === undefined ? {} : declaredSides(files.schema, files);
  const raw: RawRead[] = [];
  for (const side of ["users", "items"] as const) {
    const path = files[side];
    if (path === undefined) continue;
    const declared = schema[side];
    const line = await firstFilledLine(path);
    const format = knownFormat(line, { side, path, declared }) ?? csvFormat(line, { side, path, declared });
    const file = await fileBytes(path, options);
    const read = await session.readAttributes(file.source, { side, format, ...file.options });
    raw.push({ side, path, declared, read });
  }
  return (result) => {
    const sides = raw.map((each) => [each.side, recordsOf(each, result)] as const);
    return {
      schema: Object.fromEntries(sides.map(([side, { schema: own }]) => [side, own])),
      ...Object.fromEntries(sides),
    };
  };
}

/** The sides that a schema names. @throws InvalidFeaturesError for a schema that is wrong, or of a side without a file */
function declaredSides(schema: unknown, files: FeatureFiles): Partial<ParsedSchema> {
  const parsed = parseFeatureSchema(schema);
  const named = Object.entries(parsed).filter(([side]) => Object.hasOwn(Object(schema), side));
  for (const [side, declarations] of named) {
    const [name] = Object.keys(declarations);
    const isRead = side !== "context" && files[side as Side] !== undefined;
    if (name === undefined || isRead) continue;
    throw new InvalidFeaturesError(
      side === "context"
        ? `The feature schema declares "${name}" of context, which no file holds: context is given to fit and to an evaluation, interaction by interaction. Leave it out.`
        : `The feature schema declares "${name}" of ${side}, and no file of ${side} is given: give one, or leave them out.`,
    );
  }
  return Object.fromEntries(named);
}

interface KnownFormat {
  readonly looksLike: RegExp;
  readonly format: AttributeFormat;
  /** What it tells of each, next to the id. */
  readonly columns: readonly string[];
}

const knownFormats: Readonly<Record<Side, readonly KnownFormat[]>> = {
  users: [
    {
      looksLike: /^\d+\|\d+\|[MF]\|[^|]*\|[^|]*$/,
      format: movielens100kUsers,
      columns: ["age", "gender", "occupation", "zipCode"],
    },
    {
      looksLike: /^\d+::[MF]::\d+::\d+::/,
      format: movielens1mUsers,
      columns: ["gender", "age", "occupation", "zipCode"],
    },
  ],
  items: [
    {
      looksLike: /^\d+(\|[^|]*){4}(\|[01]){19}$/,
      format: movielens100kItems,
      columns: ["title", "year", "genres"],
    },
    { looksLike: /^\d+::.*::/, format: movielens1mItems, columns: ["title", "year", "genres"] },
  ],
};

/** @throws UnreadableDataError for a known file of users where items are wanted, or the other way round */
function knownFormat(firstLine: string, raw: Omit<RawRead, "read">): AttributeFormat | undefined {
  const { side: wanted, path, declared } = raw;
  // Users first: their lines look like those of films too.
  const side = (["users", "items"] as const).find((each) =>
    knownFormats[each].some(({ looksLike }) => looksLike.test(firstLine)),
  );
  if (side && side !== wanted)
    throw new UnreadableDataError(
      `"${path}" holds features of ${side}, and is given as those of ${wanted}: its first line is "${firstLine.slice(0, 80)}".`,
    );
  const known = knownFormats[wanted].find(({ looksLike }) => looksLike.test(firstLine));
  if (!known || !declared) return known?.format;
  checkColumns(known.columns, raw);
  const { format } = known;
  return {
    ...format,
    parse(fields) {
      const row = format.parse(fields);
      if (row.problem !== undefined) return row;
      for (const [name, value] of Object.entries(row.attributes)) {
        const problem = typeof value === "string" && value !== "" && problemOf(name, value, declared);
        if (problem) return { problem };
      }
      return row;
    },
  };
}

function csvFormat(header: string, { side, path, declared }: Omit<RawRead, "read">): AttributeFormat {
  const where = `"${path}"`;
  if (!declared) return csvAttributes(header, { side, where });
  checkColumns(headerNames(header), { side, path, declared });
  return csvAttributes(header, {
    side,
    where,
    problemOf: (column, text) => problemOf(column, text, declared),
  });
}

function checkColumns(names: readonly string[], { side, path, declared }: Omit<RawRead, "read">): void {
  const absent = Object.keys(declared ?? {}).find((name) => !names.includes(name));
  if (absent !== undefined)
    throw new UnreadableDataError(
      `"${path}" has no column "${absent}", which the feature schema declares for ${side}. Its columns are ${names.join(", ")}.`,
    );
}

/** Why a text is not of the kind that its column is declared to be. */
function problemOf(
  column: string,
  text: string,
  declared: Readonly<Record<string, ParsedDeclaration>>,
): string | undefined {
  const declaration = declared[column];
  if (!declaration || parseValue(declaration, text) !== undefined) return undefined;
  return `${column} "${text.slice(0, 80)}" is not ${declaration.kind}`;
}

function parseValue(declaration: ParsedDeclaration, text: string): FeatureValue | undefined {
  const kind = featureKind(declaration.kind);
  const value = kind.parse(text);
  if (value === undefined || !kind.valueSchema(declaration).safeParse(value).success) return undefined;
  // Checked just above.
  return value as FeatureValue;
}

/** The records of one file, their texts turned into values of the declared or the inferred kinds. */
function recordsOf({ side, path, declared, read }: RawRead, result: ReadResult): FeatureFileRead {
  const attributes = side === "users" ? result.userAttributes : result.itemAttributes;
  const { ids } = side === "users" ? result.interactions.users : result.interactions.items;
  const found = ids.flatMap((id) => {
    const record = attributes?.get(id);
    return record ? [[id, record] as const] : [];
  });
  const inferred: InferredSchema = declared
    ? { schema: declared, leftOut: [] }
    : inferSchema(found.map(([, record]) => record));
  const { [side]: declarations } = parseFeatureSchema({ [side]: inferred.schema });
  const records = new Map(found.map(([id, record]) => [id, typed(record, declarations)] as const));
  return { ...read, ...inferred, path, records, numRecords: records.size };
}

function typed(
  record: FeatureRecord,
  declarations: Readonly<Record<string, ParsedDeclaration>>,
): FeatureRecord {
  const values: Record<string, FeatureValue | undefined> = {};
  for (const [name, declaration] of Object.entries(declarations)) {
    const value = record[name];
    values[name] = typeof value === "string" ? parseValue(declaration, value) : value;
  }
  return values;
}
