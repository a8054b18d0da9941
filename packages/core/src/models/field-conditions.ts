import type { Features } from "../features/features.js";

/** What must hold for a field of a config to do something, where not always. */
export interface FieldCondition<Config = unknown> {
  /** In words: completes "does nothing unless". */
  readonly unless: string;
  /** Whether the other fields let it do something. They do unless given. */
  config?(config: Config): boolean;
  /** Whether it does something in a model that is made with these features, or without any. It does unless given. */
  features?(features: Features | undefined): boolean;
}

/** The conditions of the fields that have one. */
export type FieldConditions<Config = unknown> = {
  readonly [Field in keyof Config]?: FieldCondition<Config>;
};

/** For a field that is about features. */
export const needsFeatures: FieldCondition = {
  unless: "the model is made with features",
  features: (features) => features !== undefined,
};

/** Fields of a model's config that do nothing: those whose condition is not met. */
export function idleFields(
  conditions: Readonly<Record<string, FieldCondition | undefined>> = {},
  isMet: (condition: FieldCondition) => boolean,
): string[] {
  return Object.entries(conditions).flatMap(([field, condition]) =>
    condition && !isMet(condition) ? [field] : [],
  );
}
