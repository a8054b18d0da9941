import { completeConfig, parseConfig } from "../models/build-model.js";
import { idleFields } from "../models/field-conditions.js";
import type { ModelDefinition, Task } from "../models/model.js";

export interface CompleteDrawOptions {
  readonly task: Task;
  /** What was drawn from a search space. */
  readonly drawn: Readonly<Record<string, unknown>>;
  /** What all configurations have. */
  readonly fixed: Readonly<Record<string, unknown>>;
}

/**
 * The config of a draw. Where what was drawn or fixed for a field does nothing beside the rest, as a number of negatives
 * does for a loss without any, the field keeps its default.
 *
 * @throws InvalidConfigError
 */
export function completeDraw(
  definition: ModelDefinition,
  { task, drawn, fixed }: CompleteDrawOptions,
): Record<string, unknown> {
  const given = { ...drawn, ...fixed };
  const all = completeConfig(definition, task, given);
  const idle = new Set(idleFields(definition.conditions, (condition) => condition.config?.(all) ?? true));
  const telling = Object.fromEntries(Object.entries(given).filter(([field]) => !idle.has(field)));
  return parseConfig(definition, task, telling);
}
