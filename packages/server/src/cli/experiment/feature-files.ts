import {
  type Features,
  fitFeatures,
  type Interactions,
  modelDefinition,
  modelRegistry,
} from "@tastemaker/core";
import type { FeatureFileRead, FeatureFiles, FeaturesRead } from "@tastemaker/core/node";
import { UsageError } from "../errors.js";
import { readJson } from "../read-json.js";
import type { ExperimentOptions } from "./experiment-options.js";

type FeatureOptions = Pick<ExperimentOptions, "userFeatures" | "itemFeatures" | "featureSchema">;

/** What a report says of the features. */
export type FeatureSummary = Readonly<
  Partial<
    Record<
      "users" | "items",
      {
        readonly file: string;
        /** Of how many the file tells something. */
        readonly numRecords: number;
        /** Of how many of them there are training rows: none where its ids are written in another way. */
        readonly numTrained: number;
        /** By feature, what it was taken for. */
        readonly features: Readonly<Record<string, { readonly kind: string }>>;
        /** Columns that no feature was made of. */
        readonly leftOut: readonly string[];
      }
    >
  >
>;

/** @throws UsageError for features that nobody reads, and for a schema of none */
export function checkFeatureOptions({
  model,
  userFeatures,
  itemFeatures,
  featureSchema,
}: ExperimentOptions): void {
  const isGiven = userFeatures !== undefined || itemFeatures !== undefined;
  if (isGiven && !modelDefinition(model).readsFeatures) {
    throw new UsageError(
      `${model} reads no features: leave out --user-features and --item-features, or take ${namesOfReaders().join(", ")}.`,
    );
  }
  if (featureSchema !== undefined && !isGiven) {
    throw new UsageError(
      "--feature-schema says what --user-features and --item-features hold: give one of them, or leave it out.",
    );
  }
}

/** The models that read features. */
export function namesOfReaders(): readonly string[] {
  return [...modelRegistry.values()].flatMap(({ name, readsFeatures }) => (readsFeatures ? [name] : []));
}

/** The files that the options name; undefined for none. @throws UsageError for a schema that cannot be read */
export async function readFeatureOptions({
  userFeatures,
  itemFeatures,
  featureSchema,
}: FeatureOptions): Promise<FeatureFiles | undefined> {
  if (userFeatures === undefined && itemFeatures === undefined) return undefined;
  const schema = featureSchema === undefined ? undefined : await readJson("--feature-schema", featureSchema);
  return { users: userFeatures, items: itemFeatures, schema };
}

export function fitTo(train: Interactions, { schema, users, items }: FeaturesRead): Features {
  return fitFeatures(schema, { train, users: users?.records, items: items?.records });
}

export function describedFiles(read: FeaturesRead | undefined): readonly FeatureFileRead[] {
  return [read?.users, read?.items].filter((file) => file !== undefined);
}

export function summarise(read: FeaturesRead | undefined, train: Interactions): FeatureSummary | null {
  if (!read) return null;
  const sides = ["users", "items"] as const;
  return Object.fromEntries(
    sides.flatMap((side) => {
      const file = read[side];
      if (!file) return [];
      const { path, records, numRecords, schema: features, leftOut } = file;
      const ids = train[side].ids;
      const trained = new Set(side === "users" ? train.userIndex : train.itemIndex);
      const numTrained = ids.filter((id, index) => trained.has(index) && records.get(id)).length;
      return [
        [side, { file: path, numRecords, numTrained, features, leftOut: leftOut.map(({ name }) => name) }],
      ];
    }),
  );
}

/** The lines of the report for people, each a title and a text. */
export function featureLines(summary: FeatureSummary | null): [string, string][] {
  return Object.entries(summary ?? {}).map(([side, { features, numRecords, numTrained, leftOut }]) => {
    const kinds = Object.entries(features).map(([name, { kind, ...options }]) => {
      const text = Object.entries(options).map(([option, value]) => `${option} ${value}`);
      return `${name} (${[kind, ...text].join(", ")})`;
    });
    const without =
      leftOut.length > 0 ? `; left out, as nearly every row has its own: ${leftOut.join(", ")}` : "";
    const strangers = numTrained === 0 ? ", none of them in the training file: are their ids the same?" : "";
    const told = kinds.join("; ") || "nothing, as the schema declares no feature of them";
    return [side, `${told}; of ${numRecords.toLocaleString("en")} ${side}${strangers}${without}`];
  });
}
