import type { Interactions } from "../data/interactions.js";
import type { Vocabulary } from "../data/vocabulary.js";
import { InvalidFeaturesError } from "../errors/errors.js";
import type { Bags } from "./bags.js";
import { type FeatureColumn, joinColumns } from "./feature-column.js";
import {
  type FeatureRecord,
  type FeatureRecords,
  type FeatureSchema,
  type FeatureSide,
  featureSides,
  type ParsedSchema,
  parseFeatureSchema,
} from "./feature-schema.js";
import { FittedFeature, type NamedRecord } from "./fitted-feature.js";

/** The context of each training interaction, by its position in the data. */
export interface ContextRecords {
  /** Undefined for an interaction of which nothing is known. */
  get(position: number): FeatureRecord | undefined;
}

/** The contexts of some of the interactions, by their positions in `rows`. */
export function selectContext(context: ContextRecords, rows: Int32Array): ContextRecords {
  return { get: (position) => context.get(rows[position] as number) };
}

/** What encoders learn from. */
export interface FitFeaturesOptions {
  /**
   * What is trained on: encoders learn from the users and items that occur in it and from the context of its rows;
   * all others of its vocabularies are encoded too.
   */
  readonly train: Interactions;
  readonly users?: FeatureRecords | undefined;
  readonly items?: FeatureRecords | undefined;
  readonly context?: ContextRecords | undefined;
}

/** The features of one side, fitted. */
export interface SideFeatures {
  readonly fitted: readonly FittedFeature[];
  /** One a feature, in the order of their names. */
  readonly columns: readonly FeatureColumn[];
}

/** A schema with its fitted encoders and the features of all users and items: what a model is made with. */
export class Features {
  readonly schema: ParsedSchema;
  readonly sides: Readonly<Record<FeatureSide, SideFeatures>>;
  readonly #joined = new Map<FeatureSide, FeatureColumn>();

  constructor(schema: ParsedSchema, sides: Readonly<Record<FeatureSide, SideFeatures>>) {
    this.schema = schema;
    this.sides = sides;
  }

  /**
   * All features of a side as one column, the same one each time: tables that read the same column share the work.
   */
  joined(side: FeatureSide): FeatureColumn {
    let joined = this.#joined.get(side);
    if (!joined) {
      joined = joinColumns(this.sides[side].columns);
      this.#joined.set(side, joined);
    }
    return joined;
  }

  /** Whether a side has any. */
  has(side: FeatureSide): boolean {
    return this.sides[side].columns.length > 0;
  }

  /**
   * Checks records that a caller gives for scoring: their values when they are encoded, their names here, since a
   * mistyped one would count as missing.
   *
   * @throws InvalidFeaturesError for a feature that the schema has not
   */
  checkNames(side: FeatureSide, records: readonly FeatureRecord[]): void {
    const known = this.schema[side];
    for (const record of records) {
      for (const name of Object.keys(record)) {
        if (Object.hasOwn(known, name)) continue;
        const names = Object.keys(known).join(", ");
        throw new InvalidFeaturesError(
          `The model has no feature "${name}" of ${side}: ${names ? `it has ${names}` : "it has none"}.`,
        );
      }
    }
  }
}

/**
 * Fits the encoders of a schema and encodes all users and items of the data's vocabularies.
 *
 * @throws InvalidFeaturesError for a schema or a value that is wrong, and for features without records
 */
export function fitFeatures(schema: FeatureSchema, options: FitFeaturesOptions): Features {
  const parsed = parseFeatureSchema(schema);
  const { train } = options;
  for (const side of featureSides) {
    if (Object.keys(parsed[side]).length > 0 && !options[side])
      throw new InvalidFeaturesError(
        `The schema has features of ${side}, and no records of them were given: give ${side}, or leave them out of the schema.`,
      );
  }
  const { users, items, context } = options;
  return new Features(parsed, {
    users: fitEntities(parsed.users, {
      records: namedRecords(train.users, users, "user"),
      isTrained: (index) => train.byUser.offsets[index] !== train.byUser.offsets[index + 1],
    }),
    items: fitEntities(parsed.items, {
      records: namedRecords(train.items, items, "item"),
      isTrained: (index) => train.byItem.offsets[index] !== train.byItem.offsets[index + 1],
    }),
    context: fitContext(parsed.context, contextRecords(train.length, context)),
  });
}

function fitEntities(
  declarations: ParsedSchema[FeatureSide],
  { records, isTrained }: { records: readonly NamedRecord[]; isTrained: (index: number) => boolean },
): SideFeatures {
  const trained = records.filter((_, index) => isTrained(index));
  const both = Object.entries(declarations).map(([name, declaration]) => {
    const fitted = FittedFeature.fit(name, declaration, trained);
    const isLearned = rowsRead(fitted.encode(trained), fitted.numRows);
    return { fitted, column: fitted.column({ bags: fitted.encode(records), isLearned }) };
  });
  return { fitted: both.map(({ fitted }) => fitted), columns: both.map(({ column }) => column) };
}

function fitContext(declarations: ParsedSchema[FeatureSide], records: readonly NamedRecord[]): SideFeatures {
  const both = Object.entries(declarations).map(([name, declaration]) => {
    const fitted = FittedFeature.fit(name, declaration, records);
    const isLearned = rowsRead(fitted.encode(records), fitted.numRows);
    return { fitted, column: fitted.column({ bags: undefined, isLearned }) };
  });
  return { fitted: both.map(({ fitted }) => fitted), columns: both.map(({ column }) => column) };
}

function namedRecords(
  { ids }: Vocabulary,
  records: FeatureRecords | undefined,
  noun: string,
): readonly NamedRecord[] {
  return ids.map((id) => ({ record: records?.get(id), owner: () => `the ${noun} "${id}"` }));
}

function contextRecords(length: number, context: ContextRecords | undefined): readonly NamedRecord[] {
  if (!context) return [];
  return Array.from({ length }, (_, position) => ({
    record: context.get(position),
    owner: () => `the interaction at ${position}`,
  }));
}

function rowsRead({ rows }: Bags, numRows: number): Uint8Array {
  const isRead = new Uint8Array(numRows);
  for (const row of rows) isRead[row] = 1;
  return isRead;
}
