import type { Artifact } from "../artifacts/artifact.js";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import { restoreFeatures } from "../features/stored-features.js";
import { assembleModel, completeConfig } from "./build-model.js";
import type { Model, ModelDefinition } from "./model.js";

/**
 * The model that an artifact holds, as `loadModel` gives it, of a definition that the caller names: `restoreModel(ease,
 * artifact)`. The registry stays out of a bundle, and with it every other model and, unless this one needs it,
 * TensorFlow.js. The caller disposes it.
 *
 * @throws InvalidConfigError for an artifact of another model or a config that this one does not take,
 *   CorruptArtifactError for weights that do not fit
 */
export function restoreModel(definition: ModelDefinition, { manifest, weights }: Artifact): Model {
  if (manifest.model !== definition.name) {
    throw new InvalidConfigError(
      `The artifact holds the model "${manifest.model}", and the definition is that of "${definition.name}".`,
    );
  }
  const { task, dimensions, seed } = manifest;
  const features = manifest.features && restoreFeatures(manifest.features, { arrays: weights, dimensions });
  if (features && !definition.readsFeatures)
    throw new CorruptArtifactError(`The artifact has features, which ${definition.name} does not read.`);
  const config = completeConfig(definition, task, manifest.config as Record<string, unknown>);
  const model = assembleModel(definition, config, { task, dimensions, seed, features });
  try {
    model.restore(weights);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}
