import { type BuildModelOptions, buildModel } from "./build-model.js";
import type { Model, ModelDefinition } from "./model.js";
import { modelDefinition } from "./registry.js";

/** What an untrained model is made from. */
export type CreateModelOptions = BuildModelOptions;

/**
 * An untrained model, by its registry name or its own definition.
 *
 * @throws UnknownModelError, InvalidConfigError naming each field that is wrong and the value received
 */
export function createModel(model: string | ModelDefinition, options: CreateModelOptions): Model {
  return buildModel(typeof model === "string" ? modelDefinition(model) : model, options);
}
