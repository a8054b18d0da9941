import type { FeatureKind } from "./feature-kind.js";
import { categorical } from "./kinds/categorical.js";
import { givenVector } from "./kinds/given-vector.js";
import { hashedText } from "./kinds/hashed-text.js";
import { multiValued } from "./kinds/multi-valued.js";
import { numeric } from "./kinds/numeric.js";

/** Every kind of feature that a schema can name. */
export const featureKinds = {
  categorical,
  "multi-valued": multiValued,
  numeric,
  "hashed-text": hashedText,
  vector: givenVector,
} as const;

/** The name of a kind of feature. */
export type FeatureKindName = keyof typeof featureKinds;
/** Every kind of feature. */
export const featureKindNames = Object.keys(featureKinds) as [FeatureKindName, ...FeatureKindName[]];

/** The values that a feature of each kind takes. */
export type FeatureValues = {
  readonly [Kind in FeatureKindName]: (typeof featureKinds)[Kind] extends FeatureKind<
    infer _Declaration,
    infer Value,
    infer _Fitted
  >
    ? Value
    : never;
};

export function featureKind(name: FeatureKindName): FeatureKind {
  return featureKinds[name];
}
