import { sha256 } from "../evaluation/sha256.js";
import {
  type Artifact,
  type ContentFile,
  manifestFile,
  type StoredManifest,
  sizeLimits,
  storedManifestSchema,
} from "./artifact.js";
import { corrupt, describeIssues } from "./corrupt.js";
import { decodeText, parseJson } from "./json-text.js";
import { decodeSafetensors } from "./safetensors.js";
import { decodeVocabulary } from "./vocabulary-file.js";
import { decodeWeights, isRounded } from "./weight-encoding.js";

/**
 * The artifact that `encodeArtifact` wrote. Nothing is believed: sizes, checksums, names, shapes and ranges are
 * checked before memory is taken for them. Keeps no reference to the files.
 *
 * @param files by name; others than an artifact's are not read
 * @throws CorruptArtifactError naming the file and what is wrong with it
 */
export async function decodeArtifact(files: ReadonlyMap<string, Uint8Array>): Promise<Artifact> {
  const { files: expected, ...manifest } = decodeManifest(fileOf(files, manifestFile));
  const verified = async (file: ContentFile) => {
    const bytes = fileOf(files, file);
    checkSize(file, bytes.length, expected[file].bytes);
    const checksum = await sha256(bytes);
    if (checksum !== expected[file].sha256)
      throw corrupt(file, `has the SHA-256 ${checksum}, and the manifest says ${expected[file].sha256}`);
    return bytes;
  };
  const { numUsers, numItems } = manifest.dimensions;
  const stored = decodeSafetensors(await verified("weights.safetensors"));
  if (isRounded(stored) && !manifest.quantisation)
    throw corrupt("weights.safetensors", "is rounded to fewer bits, of which the manifest says nothing");
  return {
    manifest,
    weights: decodeWeights(stored, "weights.safetensors"),
    users: decodeVocabulary(await verified("users.jsonl"), { file: "users.jsonl", size: numUsers }),
    items: decodeVocabulary(await verified("items.jsonl"), { file: "items.jsonl", size: numItems }),
  };
}

/** @throws CorruptArtifactError naming each field that is wrong */
export function decodeManifest(bytes: Uint8Array): StoredManifest {
  if (bytes.length > sizeLimits[manifestFile])
    throw corrupt(manifestFile, `has ${bytes.length} bytes, more than ${sizeLimits[manifestFile]}`);
  const value = parseJson(decodeText(bytes, manifestFile), manifestFile, "");
  const parsed = storedManifestSchema.safeParse(value);
  if (!parsed.success)
    throw corrupt(manifestFile, `is not valid: ${describeIssues(parsed.error.issues, value)}`);
  return parsed.data;
}

/** @throws CorruptArtifactError where a file is shorter or longer than its manifest says */
export function checkSize(file: ContentFile, bytes: number, expected: number): void {
  if (bytes !== expected) throw corrupt(file, `has ${bytes} bytes, and the manifest says ${expected}`);
}

function fileOf(files: ReadonlyMap<string, Uint8Array>, file: string): Uint8Array {
  const bytes = files.get(file);
  if (!bytes) throw corrupt(file, "is missing");
  return bytes;
}
