import {
  type Attributes,
  type FeatureRecords,
  type Interactions,
  type Labelling,
  labelByAttribute,
  type Vocabulary,
} from "@tastemaker/core";
import type { FeatureFileRead, FeaturesRead } from "@tastemaker/core/node";

/** Features of few values as labels: what a report slices by. */
export interface FeatureLabels {
  readonly users: readonly Labelling[];
  readonly items: readonly Labelling[];
  /** What lists are held against histories by: the first feature of items that has several values, else the first. */
  readonly categories?: Labelling;
}

/** A feature of more values, such as a postal code, makes no slices that say anything. */
const maxValues = 40;
/** Values with a slice of their own: the most frequent. */
const maxSlices = 6;
/** Each label of items takes an evaluation. */
const maxFeatures = 3;

export function featureLabels(read: FeaturesRead, { users, items }: Interactions): FeatureLabels {
  const itemFeatures = labellings(items, read.items);
  const categories = itemFeatures.find(({ kind }) => kind === "multi-valued") ?? itemFeatures[0];
  return {
    users: slicings(users, read.users),
    items: slicings(items, read.items),
    ...(categories && { categories: categories.labelling }),
  };
}

function slicings(vocabulary: Vocabulary, file: FeatureFileRead | undefined): readonly Labelling[] {
  return labellings(vocabulary, file)
    .slice(0, maxFeatures)
    .map(({ labelling }) => {
      const attributes = attributesOf(file?.records, labelling.title);
      return labelByAttribute({ vocabulary, attributes, attribute: labelling.title, maxLabels: maxSlices });
    });
}

/** Of the file's features with values that can be told apart, those with few. */
function labellings(
  vocabulary: Vocabulary,
  file: FeatureFileRead | undefined,
): readonly { readonly kind: string; readonly labelling: Labelling }[] {
  return Object.entries(file?.schema ?? {}).flatMap(([attribute, { kind }]) => {
    if (kind !== "categorical" && kind !== "multi-valued") return [];
    const attributes = attributesOf(file?.records, attribute);
    const labelling = labelByAttribute({ vocabulary, attributes, attribute, maxLabels: maxValues });
    const isFew = labelling.names.length >= 2 && labelling.names.length <= maxValues;
    return isFew ? [{ kind, labelling }] : [];
  });
}

function attributesOf(records: FeatureRecords | undefined, name: string) {
  return {
    get: (id: string): Attributes | undefined => {
      const value = records?.get(id)?.[name];
      if (typeof value === "string" || typeof value === "number") return { [name]: value };
      if (!Array.isArray(value)) return undefined;
      return { [name]: value.map(String) };
    },
  };
}
