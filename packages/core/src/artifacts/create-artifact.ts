import { hashInteractions } from "../data/data-hash.js";
import type { Interactions } from "../data/interactions.js";
import type { Protocol } from "../evaluation/protocol.js";
import { featureArrays, storeFeatures } from "../features/stored-features.js";
import type { Model } from "../models/model.js";
import { libraryVersion } from "../version.js";
import type { Artifact } from "./artifact.js";

/** What an artifact says beside the model. */
export interface CreateArtifactOptions {
  /** What the model was trained on. */
  readonly data: Interactions;
  readonly seed: number;
  /** What the metrics mean. */
  readonly protocol?: Protocol;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** Everything that scoring needs later, copied out of a trained model. */
export async function createArtifact(model: Model, options: CreateArtifactOptions): Promise<Artifact> {
  const { data, seed, protocol, metrics } = options;
  const { name, task, config, dimensions, features } = model;
  return {
    manifest: {
      formatVersion: 1,
      libraryVersion,
      model: name,
      task,
      config,
      dimensions,
      seed,
      dataHash: await hashInteractions(data),
      ...(features && { features: storeFeatures(features) }),
      ...(protocol && { protocol }),
      ...(metrics && { metrics }),
    },
    weights: features ? new Map([...model.state(), ...featureArrays(features)]) : model.state(),
    users: data.users,
    items: data.items,
  };
}
