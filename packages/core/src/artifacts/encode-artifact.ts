import { canonicalJson } from "../evaluation/canonical-json.js";
import { sha256 } from "../evaluation/sha256.js";
import {
  type Artifact,
  type ContentFile,
  contentFiles,
  type Manifest,
  manifestFile,
  type StoredManifest,
  sizeLimits,
  storedManifestSchema,
} from "./artifact.js";
import { describeIssues, unsavable } from "./corrupt.js";
import { encodeSafetensors } from "./safetensors.js";
import { encodeVocabulary } from "./vocabulary-file.js";
import { encodeWeights, type WeightEncoding } from "./weight-encoding.js";

/** How an artifact is written. */
export interface EncodeArtifactOptions {
  /**
   * Rounds the weights: `float16` halves them, `int8` makes a matrix nearly a quarter. What its manifest says unless
   * given, which is `float32` until `measureQuantisation` says otherwise.
   */
  readonly weights?: WeightEncoding | undefined;
}

/**
 * The files of an artifact, by name: `manifest.json`, `weights.safetensors`, `users.jsonl`, `items.jsonl`. The
 * manifest carries size and SHA-256 of the others. Equal artifacts give equal bytes.
 *
 * @throws CorruptArtifactError for what could not be loaded again: weights that are not finite or beyond the encoding,
 *   dimensions other than the vocabularies', a manifest outside its schema; InvalidConfigError for a config that JSON
 *   cannot hold
 */
export async function encodeArtifact(
  artifact: Artifact,
  options: EncodeArtifactOptions = {},
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { users, items } = artifact;
  const weights = options.weights ?? artifact.manifest.quantisation?.weights ?? "float32";
  const manifest = withEncoding(artifact.manifest, weights);
  const { numUsers, numItems } = manifest.dimensions;
  if (users.size !== numUsers || items.size !== numItems) {
    throw unsavable(
      `its dimensions are ${numUsers} users × ${numItems} items, and its vocabularies have ${users.size} × ${items.size}`,
    );
  }
  canonicalJson(manifest.config);
  const contents: Record<ContentFile, Uint8Array> = {
    "weights.safetensors": encodeSafetensors(encodeWeights(artifact.weights, weights)),
    "users.jsonl": encodeVocabulary(users),
    "items.jsonl": encodeVocabulary(items),
  };
  const stored: StoredManifest = {
    ...manifest,
    files: {
      "weights.safetensors": await summary(contents, "weights.safetensors"),
      "users.jsonl": await summary(contents, "users.jsonl"),
      "items.jsonl": await summary(contents, "items.jsonl"),
    },
  };
  const parsed = storedManifestSchema.safeParse(stored);
  if (!parsed.success) throw unsavable(describeIssues(parsed.error.issues, stored));
  const text = `${JSON.stringify(JSON.parse(canonicalJson(parsed.data)), null, 2)}\n`;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > sizeLimits[manifestFile])
    throw unsavable(`${manifestFile} has ${bytes.length} bytes, more than ${sizeLimits[manifestFile]}`);
  return new Map([[manifestFile, bytes], ...contentFiles.map((file) => [file, contents[file]] as const)]);
}

/** What was measured of another encoding says nothing of this one. */
function withEncoding({ quantisation, ...manifest }: Manifest, weights: WeightEncoding): Manifest {
  if (weights === "float32") return manifest;
  return { ...manifest, quantisation: quantisation?.weights === weights ? quantisation : { weights } };
}

async function summary(contents: Record<ContentFile, Uint8Array>, file: ContentFile) {
  const bytes = contents[file];
  if (bytes.length > sizeLimits[file])
    throw unsavable(`${file} has ${bytes.length} bytes, more than ${sizeLimits[file]}`);
  return { bytes: bytes.length, sha256: await sha256(bytes) };
}
