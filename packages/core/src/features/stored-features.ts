import * as z from "zod";
import { CorruptArtifactError } from "../errors/errors.js";
import type { ModelState, NamedArray } from "../models/model.js";
import type { Bags } from "./bags.js";
import type { FeatureColumn } from "./feature-column.js";
import { featureKind } from "./feature-kinds.js";
import {
  type FeatureSide,
  featureSchemaSchema,
  featureSides,
  type ParsedDeclaration,
} from "./feature-schema.js";
import { Features, type SideFeatures } from "./features.js";
import { FittedFeature } from "./fitted-feature.js";

/** What a manifest holds of a model's features: the schema, and what its encoders learned, by side and feature. */
export const storedFeaturesSchema = z
  .strictObject({
    schema: z.unknown(),
    fitted: z.partialRecord(z.enum(featureSides), z.record(z.string(), z.unknown())),
  })
  .readonly();

export type StoredFeatures = z.infer<typeof storedFeaturesSchema>;

/** The schema and the fitted encoders, in JSON. */
export function storeFeatures({ schema, sides }: Features): StoredFeatures {
  const fittedOf = (side: FeatureSide) =>
    Object.fromEntries(sides[side].fitted.map(({ name, fitted }) => [name, fitted]));
  return { schema, fitted: Object.fromEntries(featureSides.map((side) => [side, fittedOf(side)])) };
}

/** The bags of all users and items, as arrays that stand beside the weights. */
export function featureArrays({ sides }: Features): ModelState {
  const arrays = new Map<string, NamedArray>();
  for (const side of featureSides) {
    for (const { name, bags } of sides[side].columns) {
      if (!bags) continue;
      for (const [part, data] of Object.entries(bags) as [keyof Bags, Int32Array | Float32Array][])
        arrays.set(arrayName(side, name, part), { shape: [data.length], data });
    }
  }
  return arrays;
}

export interface RestoreFeaturesOptions {
  /** Those of `featureArrays`, among others. */
  readonly arrays: ModelState;
  readonly dimensions: { readonly numUsers: number; readonly numItems: number };
}

/**
 * The features that a manifest and its arrays hold. Nothing is believed.
 *
 * @throws CorruptArtifactError naming the feature and what is wrong with it
 */
export function restoreFeatures(
  stored: StoredFeatures,
  { arrays, dimensions }: RestoreFeaturesOptions,
): Features {
  const schema = featureSchemaSchema.safeParse(stored.schema);
  if (!schema.success) throw wrong("the feature schema", schema.error.issues[0]?.message ?? "is not valid");
  // A table has at least one number a row: more rows than numbers cannot have been stored.
  let maxRows = 0;
  for (const [name, { data }] of arrays) if (!name.startsWith(arrayPrefix)) maxRows += data.length;
  const numEntities = { users: dimensions.numUsers, items: dimensions.numItems };
  const sideOf = (side: FeatureSide): SideFeatures => {
    const fitted = Object.entries(schema.data[side]).map(([name, declaration]) =>
      restoreFitted(name, declaration, stored.fitted[side]?.[name]),
    );
    const columns = fitted.map((feature): FeatureColumn => {
      if (feature.numRows > maxRows)
        throw wrong(
          `the feature "${feature.name}"`,
          `has ${feature.numRows} rows, and all weights together have ${maxRows} numbers`,
        );
      const bags =
        side === "context"
          ? undefined
          : restoreBags(arrays, {
              side,
              name: feature.name,
              numRows: feature.numRows,
              size: numEntities[side],
            });
      return feature.column({ bags, isLearned: undefined });
    });
    return { fitted, columns };
  };
  return new Features(schema.data, {
    users: sideOf("users"),
    items: sideOf("items"),
    context: sideOf("context"),
  });
}

function restoreFitted(name: string, declaration: ParsedDeclaration, stored: unknown): FittedFeature {
  const fitted = featureKind(declaration.kind).fittedSchema(declaration).safeParse(stored);
  if (fitted.success) return new FittedFeature({ name, declaration, fitted: fitted.data });
  const issue = fitted.error.issues[0];
  throw wrong(`what was learned of the feature "${name}"`, `${issue?.path.join(".")} ${issue?.message}`);
}

function restoreBags(
  arrays: ModelState,
  { side, name, numRows, size }: { side: FeatureSide; name: string; numRows: number; size: number },
): Bags {
  const part = (of: keyof Bags) => arrays.get(arrayName(side, name, of))?.data;
  const [offsets, rows, weights] = [part("offsets"), part("rows"), part("weights")];
  const what = `the feature "${name}" of ${side}`;
  if (!(offsets instanceof Int32Array && rows instanceof Int32Array && weights instanceof Float32Array))
    throw wrong(what, "lacks offsets, rows or weights of its type");
  if (offsets.length !== size + 1 || offsets[0] !== 0)
    throw wrong(what, `has ${offsets.length} offsets for ${size} ${side}, or does not begin at 0`);
  if (offsets.some((offset, i) => i > 0 && offset < (offsets[i - 1] as number)))
    throw wrong(what, "has offsets that do not ascend");
  if (offsets[size] !== rows.length || weights.length !== rows.length)
    throw wrong(what, `has ${rows.length} rows and ${weights.length} weights for ${offsets[size]} entries`);
  const outside = rows.find((row) => row < 0 || row >= numRows);
  if (outside !== undefined) throw wrong(what, `reads the row ${outside} of ${numRows}`);
  return { offsets, rows, weights };
}

const arrayPrefix = "features/";
const arrayName = (side: FeatureSide, name: string, part: keyof Bags) =>
  `${arrayPrefix}${side}/${name}/${part}`;

function wrong(what: string, problem: string): CorruptArtifactError {
  return new CorruptArtifactError(
    `In the artifact, ${what} ${problem}. Take the artifact from a copy, or train and save the model again.`,
  );
}
