import * as z from "zod";
import { InvalidConfigError } from "../errors/errors.js";
import { canonicalJson } from "../evaluation/canonical-json.js";
import type { Features } from "../features/features.js";
import { createRandom } from "../random/random.js";
import { type FieldCondition, type FieldConditions, idleFields } from "./field-conditions.js";
import type { Dimensions, Model, ModelDefinition, Task } from "./model.js";

/** What an untrained model is built from. */
export interface BuildModelOptions {
  readonly task: Task;
  /** The sizes that the data decides: the training interactions have them. */
  readonly dimensions: Dimensions;
  /** Fields to set; the others take the defaults of the task. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** What `fitFeatures` made of a schema and the training data, for a model that reads features. */
  readonly features?: Features | undefined;
}

/**
 * An untrained model of a definition. Knows nothing of the registry: a bundle of a program that names its models holds
 * just those.
 *
 * @throws InvalidConfigError naming each field that is wrong and the value received, and for features that the model
 *   does not read
 */
export function buildModel(definition: ModelDefinition, options: BuildModelOptions): Model {
  const { task, features } = options;
  if (features && !definition.readsFeatures)
    throw new InvalidConfigError(
      `${definition.name} reads no features: make it without, or take a model that does.`,
    );
  const config = parseConfig(definition, task, options.config, { features: features ?? null });
  return assembleModel(definition, config, options);
}

/** The same of a config that is complete and checked. */
export function assembleModel(
  definition: ModelDefinition,
  config: Readonly<Record<string, unknown>>,
  { task, seed, features, dimensions: { numUsers, numItems } }: BuildModelOptions,
): Model {
  const dimensions = { numUsers, numItems };
  for (const [name, size] of Object.entries(dimensions)) {
    if (!Number.isInteger(size) || size < 1)
      throw new InvalidConfigError(`${name} is ${size}: a model needs at least 1.`);
  }
  const random = createRandom(seed).fork("initialization");
  return definition.create(config, { task, dimensions, random, features });
}

export interface ParseConfigOptions {
  /** What the model will be made with, null for none: then fields that are about features are checked too. */
  readonly features?: Features | null;
}

/**
 * A complete config: what is given over the defaults of the task over the defaults of the schema.
 *
 * @throws InvalidConfigError for a task the model has not, an unknown field, a value outside its range, or one that
 *   would do nothing beside the others
 */
export function parseConfig(
  definition: ModelDefinition,
  task: Task,
  config: Readonly<Record<string, unknown>> = {},
  { features }: ParseConfigOptions = {},
): Record<string, unknown> {
  const complete = completeConfig(definition, task, config);
  const isMet = (condition: FieldCondition) =>
    (condition.config?.(complete) ?? true) &&
    (features === undefined || (condition.features?.(features ?? undefined) ?? true));
  refuseIdle(definition, { task, config: complete, isMet });
  return complete;
}

/** The same of a config that may say what does nothing, as one from elsewhere does whose defaults were others. */
export function completeConfig(
  definition: ModelDefinition,
  task: Task,
  config: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  if (!definition.tasks.includes(task)) {
    throw new InvalidConfigError(
      `${definition.name} is for ${definition.tasks.join(" and ")}, not for ${task}.`,
    );
  }
  const merged = { ...definition.taskDefaults[task], ...config };
  const parsed = definition.configSchema.safeParse(merged);
  if (!parsed.success)
    throw invalid(
      definition,
      parsed.error.issues.map((issue) => describeIssue(issue, merged, definition)),
    );
  return parsed.data as Record<string, unknown>;
}

interface RefuseIdleOptions {
  readonly task: Task;
  /** Complete. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly isMet: (condition: FieldCondition) => boolean;
}

/** Refuses a field that does nothing and does not have its default, which every complete config has. */
function refuseIdle(definition: ModelDefinition, { task, config, isMet }: RefuseIdleOptions): void {
  const conditions: FieldConditions<Readonly<Record<string, unknown>>> = definition.conditions ?? {};
  const idle = idleFields(conditions, isMet);
  if (idle.length === 0) return;
  const defaults = completeConfig(definition, task);
  const set = idle.filter((field) => canonicalJson(config[field]) !== canonicalJson(defaults[field]));
  if (set.length === 0) return;
  throw invalid(
    definition,
    set.map(
      (field) =>
        `${field}: does nothing unless ${conditions[field]?.unless}, received ${shown(config[field])}: leave it out`,
    ),
  );
}

function invalid({ name }: ModelDefinition, problems: readonly string[]): InvalidConfigError {
  return new InvalidConfigError(`The config of ${name} is not valid: ${problems.join("; ")}.`);
}

function describeIssue(
  issue: z.core.$ZodIssue,
  config: Readonly<Record<string, unknown>>,
  { configSchema }: ModelDefinition,
): string {
  if (issue.code === "unrecognized_keys") {
    const fields = Object.keys(z.toJSONSchema(configSchema, { io: "input" }).properties ?? {});
    const known = fields.length > 0 ? `the fields are ${fields.join(", ")}` : "there is nothing to set";
    return `it has no field ${issue.keys.map((key) => `"${key}"`).join(", ")}: ${known}`;
  }
  const received = issue.path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    config,
  );
  const field = issue.path.join(".");
  // Some messages of zod tell the kind of what they received: the value itself says more.
  const problem = issue.message.replace(/, received [^,]*$/, "");
  return field ? `${field}: ${problem}, received ${shown(received)}` : issue.message;
}

/** JSON has no word for numbers that are not finite. */
function shown(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
