import * as z from "zod";
import type { Artifact } from "../artifacts/artifact.js";
import { CorruptArtifactError, InvalidConfigError } from "../errors/errors.js";
import { restoreFeatures } from "../features/stored-features.js";
import { makeSkeleton } from "../layers/starting-weights.js";
import { assembleModel, completeConfig } from "./build-model.js";
import type { Model, ModelDefinition, ModelState } from "./model.js";

/**
 * The model that an artifact holds, as `loadModel` gives it, of a definition that the caller names: `restoreModel(ease,
 * artifact)`. The registry stays out of a bundle, and with it every other model and, unless this one needs it,
 * TensorFlow.js. The caller disposes it.
 *
 * Nothing in the artifact is believed: what its config, dimensions and features ask for is not made where it is more
 * than its weights hold.
 *
 * @throws InvalidConfigError for an artifact of another model or a config that this one does not take,
 *   CorruptArtifactError for weights that do not fit
 */
export function restoreModel(definition: ModelDefinition, artifact: Artifact): Model {
  const { manifest, weights } = artifact;
  if (manifest.model !== definition.name) {
    throw new InvalidConfigError(
      `The artifact holds the model "${manifest.model}", and the definition is that of "${definition.name}".`,
    );
  }
  checkDimensions(artifact);
  const { task, dimensions, seed } = manifest;
  const features = manifest.features && restoreFeatures(manifest.features, { arrays: weights, dimensions });
  if (features && !definition.readsFeatures)
    throw new CorruptArtifactError(`The artifact has features, which ${definition.name} does not read.`);
  const config = completeConfig(definition, task, configOf(manifest.config));
  const model = makeSkeleton(numbersOf(weights), () =>
    assembleModel(definition, config, { task, dimensions, seed, features }),
  );
  try {
    model.restore(weights);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/** A vocabulary has been read: it has the memory that arrays of its size take. */
function checkDimensions({ manifest: { dimensions }, users, items }: Artifact): void {
  for (const [noun, size, vocabulary] of [
    ["users", dimensions.numUsers, users],
    ["items", dimensions.numItems, items],
  ] as const) {
    if (vocabulary.size !== size)
      throw new CorruptArtifactError(
        `The artifact says that it has ${size} ${noun}, and holds the ids of ${vocabulary.size}.`,
      );
  }
}

function configOf(config: unknown): Readonly<Record<string, unknown>> {
  const { success, data } = z.record(z.string(), z.unknown()).safeParse(config);
  if (success) return data;
  throw new CorruptArtifactError(`The config of the artifact is ${JSON.stringify(config)}, and no object.`);
}

function numbersOf(state: ModelState): number {
  let numbers = 0;
  for (const { data } of state.values()) numbers += data.length;
  return numbers;
}
