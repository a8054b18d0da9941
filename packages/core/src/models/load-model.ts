import type { Artifact } from "../artifacts/artifact.js";
import { createModel } from "./create-model.js";
import type { Model, ModelDefinition } from "./model.js";
import { modelDefinition } from "./registry.js";

export interface LoadModelOptions {
  /** For a model of your own, which the registry does not know. */
  readonly definition?: ModelDefinition;
}

/**
 * The model that an artifact holds, scoring as it did when saved. The caller disposes it.
 *
 * @throws UnknownModelError, InvalidConfigError, CorruptArtifactError
 */
export function loadModel({ manifest, weights }: Artifact, options: LoadModelOptions = {}): Model {
  const { task, dimensions, seed } = manifest;
  const definition = options.definition ?? modelDefinition(manifest.model);
  const model = createModel(definition, {
    task,
    dimensions,
    seed,
    config: manifest.config as Record<string, unknown>,
  });
  try {
    model.restore(weights);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
