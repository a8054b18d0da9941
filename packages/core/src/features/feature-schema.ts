import * as z from "zod";
import { InvalidFeaturesError } from "../errors/errors.js";
import { type FeatureKindName, type FeatureValues, featureKind, featureKindNames } from "./feature-kinds.js";

/** What a feature describes: a user, an item, or the moment that an interaction or a request happens in. */
export type FeatureSide = "users" | "items" | "context";
export const featureSides = ["users", "items", "context"] as const satisfies readonly FeatureSide[];

interface KindOptions {
  readonly categorical: { readonly minCount?: number; readonly maxValues?: number };
  readonly "multi-valued": { readonly minCount?: number; readonly maxValues?: number };
  readonly numeric: { readonly bins?: number };
  readonly "hashed-text": { readonly buckets?: number };
  readonly vector: { readonly size: number };
}

/** What a schema says of one feature. The options of each kind are documented at their defaults, in `kinds/`. */
export type FeatureDeclaration = {
  readonly [Kind in FeatureKindName]: { readonly kind: Kind } & KindOptions[Kind];
}[FeatureKindName];

/** Features of one side by their names. */
export type SideSchema = Readonly<Record<string, FeatureDeclaration>>;

/** All features that a model may read. From it follow types, validation, encoding and what an artifact holds. */
export type FeatureSchema = Readonly<Partial<Record<FeatureSide, SideSchema>>>;

/** The values of one entity by feature, as a side's schema types them. What is absent or undefined is missing. */
export type FeatureRecordOf<Side extends SideSchema> = {
  readonly [Name in keyof Side]?: FeatureValues[Side[Name]["kind"]] | undefined;
};

/** A value of a feature of any kind. */
export type FeatureValue = FeatureValues[FeatureKindName];

/** The values of one entity by feature, of any schema. */
export type FeatureRecord = Readonly<Record<string, FeatureValue | undefined>>;

/** Records by external id: a `Map` is one, and so is a table of attributes. */
export interface FeatureRecords {
  /** Undefined for an id of which nothing is known. */
  get(id: string): FeatureRecord | undefined;
}

/**
 * Checks a schema and keeps its types:
 *
 * ```ts
 * const schema = defineFeatures({
 *   users: { age: { kind: "numeric", bins: 10 }, occupation: { kind: "categorical" } },
 *   items: { genres: { kind: "multi-valued" }, title: { kind: "hashed-text", buckets: 8192 } },
 * });
 * type UserRecord = FeatureRecordOf<typeof schema.users>; // { age?: number; occupation?: string | … }
 * ```
 *
 * @throws InvalidFeaturesError
 */
export function defineFeatures<const Schema extends FeatureSchema>(schema: Schema): Schema {
  parseFeatureSchema(schema);
  return schema;
}

/** A schema whose options are all set, each side's features in the order of their names. */
export type ParsedSchema = Readonly<Record<FeatureSide, Readonly<Record<string, ParsedDeclaration>>>>;
export type ParsedDeclaration = Required<FeatureDeclaration>;

const maxFeatures = 500;
const nameSchema = z.string().regex(/^[^\p{C}/]{1,100}$/u, "must be 1 to 100 printable characters without /");

const declarationSchema = z
  .looseObject({ kind: z.enum(featureKindNames) })
  .transform((value, context): ParsedDeclaration => {
    const parsed = featureKind(value.kind).declaration.safeParse(value);
    if (parsed.success) return parsed.data as ParsedDeclaration;
    for (const { message, path } of parsed.error.issues)
      context.addIssue({ code: "custom", message, path: [...path] });
    return z.NEVER;
  });

const sideSchema = z
  .record(nameSchema, declarationSchema)
  .refine((side) => Object.keys(side).length <= maxFeatures, `has more than ${maxFeatures} features`)
  // One order, whatever the order of a file: features that are joined in one table must lie there as they were trained.
  .transform((side) => Object.fromEntries(Object.entries(side).sort(([a], [b]) => (a < b ? -1 : 1))))
  .default({});

/** A feature schema in JSON, of a file or an artifact. */
export const featureSchemaSchema = z.strictObject({
  users: sideSchema,
  items: sideSchema,
  context: sideSchema,
});

/** @throws InvalidFeaturesError naming the feature, what was received and what may stand there */
export function parseFeatureSchema(schema: unknown): ParsedSchema {
  const parsed = featureSchemaSchema.safeParse(schema);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 3).map(({ path, message }) => {
    const received = path.reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
      schema,
    );
    return `${path.join(".") || "it"}: ${message}, received ${JSON.stringify(received)?.slice(0, 80)}`;
  });
  throw new InvalidFeaturesError(
    `The feature schema is not valid: ${problems.join("; ")}. Sides are users, items and context; kinds are ${featureKindNames.join(", ")}.`,
  );
}
