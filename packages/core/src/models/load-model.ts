import type { Artifact } from "../artifacts/artifact.js";
import type { Model, ModelDefinition } from "./model.js";
import { modelDefinition } from "./registry.js";
import { restoreModel } from "./restore-model.js";

/** What loading needs beside the artifact. */
export interface LoadModelOptions {
  /** For a model of your own, which the registry does not know. */
  readonly definition?: ModelDefinition;
}

/**
 * The model that an artifact holds, scoring as it did when saved. The caller disposes it.
 *
 * @throws UnknownModelError, InvalidConfigError, CorruptArtifactError
 */
export function loadModel(artifact: Artifact, options: LoadModelOptions = {}): Model {
  return restoreModel(options.definition ?? modelDefinition(artifact.manifest.model), artifact);
}
