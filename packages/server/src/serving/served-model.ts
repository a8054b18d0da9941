import { loadModel, type Model, type Vocabulary } from "@tastemaker/core";
import type { ArtifactStore } from "../artifacts/artifact-store.js";

/** A model version in memory, with the ids it was trained on. */
export interface ServedModel {
  readonly model: Model;
  readonly users: Vocabulary;
  readonly items: Vocabulary;
}

/** @throws CorruptArtifactError, UnknownModelError for a model that this version of the library has not */
export async function loadServedModel(
  artifacts: ArtifactStore,
  { artifactKey }: { artifactKey: string },
): Promise<ServedModel> {
  const artifact = await artifacts.load(artifactKey);
  return { model: loadModel(artifact), users: artifact.users, items: artifact.items };
}
