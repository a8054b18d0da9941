import { type Artifact, Vocabulary } from "@tastemaker/core";

/**
 * An artifact of EASE for a page that anybody may read: no id of a user and nobody's history is in it. What is left
 * recommends to histories.
 */
export function withoutUsers(artifact: Artifact): Artifact {
  const { numItems } = artifact.manifest.dimensions;
  const weights = new Map(artifact.weights)
    .set("histories/offsets", { shape: [2], data: new Int32Array(2) })
    .set("histories/columns", { shape: [0], data: new Int32Array() });
  return {
    manifest: { ...artifact.manifest, dimensions: { numUsers: 1, numItems } },
    weights,
    users: Vocabulary.of(["anybody"]),
    items: artifact.items,
  };
}
