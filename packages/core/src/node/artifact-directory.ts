import { randomUUID } from "node:crypto";
import { type FileHandle, lstat, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Artifact, contentFiles, manifestFile, sizeLimits } from "../artifacts/artifact.js";
import { corrupt } from "../artifacts/corrupt.js";
import { checkSize, decodeArtifact, decodeManifest } from "../artifacts/decode-artifact.js";
import { type EncodeArtifactOptions, encodeArtifact } from "../artifacts/encode-artifact.js";
import { ArtifactExistsError, CorruptArtifactError } from "../errors/errors.js";

/** Node reads no more than 2 GiB at once. */
const bytesPerCall = 2 ** 30;

/**
 * Writes an artifact to a new directory, whole or not at all: into a sibling first, flushed to disk, then renamed.
 * Makes missing parents.
 *
 * @throws ArtifactExistsError where something already is, which stays as it was; what `encodeArtifact` throws
 */
export async function saveArtifact(
  directory: string,
  artifact: Artifact,
  options: EncodeArtifactOptions = {},
): Promise<void> {
  const target = resolve(directory);
  await refuseExisting(target);
  const files = await encodeArtifact(artifact, options);
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  const unfinished = join(parent, `.${basename(target)}.${randomUUID()}.unfinished`);
  try {
    await mkdir(unfinished);
    for (const [file, bytes] of files) await writeFlushed(join(unfinished, file), bytes);
    await flushDirectory(unfinished);
    // Another process may have been first: renaming onto a directory that is not empty fails.
    await refuseExisting(target);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (isCode(error, "ENOTEMPTY", "EEXIST", "ENOTDIR")) throw existsError(target, error);
    throw error;
  }
  await flushDirectory(parent);
}

/**
 * Reads the artifact of a directory. Sizes are checked before a file is read.
 *
 * @throws CorruptArtifactError naming the directory, the file and what is wrong; a missing one too
 */
export async function loadArtifact(directory: string): Promise<Artifact> {
  try {
    const manifestBytes = await readChecked(directory, manifestFile, (bytes) => {
      if (bytes > sizeLimits[manifestFile])
        throw corrupt(manifestFile, `has ${bytes} bytes, more than ${sizeLimits[manifestFile]}`);
    });
    const { files: expected } = decodeManifest(manifestBytes);
    const files = new Map([[manifestFile as string, manifestBytes]]);
    for (const file of contentFiles) {
      const check = (bytes: number) => checkSize(file, bytes, expected[file].bytes);
      files.set(file, await readChecked(directory, file, check));
    }
    return await decodeArtifact(files);
  } catch (error) {
    if (!(error instanceof CorruptArtifactError)) throw error;
    throw new CorruptArtifactError(`The artifact in ${directory} cannot be loaded: ${error.message}`, {
      cause: error,
    });
  }
}

/** @param check is told the size before anything is read */
async function readChecked(
  directory: string,
  file: string,
  check: (bytes: number) => void,
): Promise<Uint8Array> {
  const path = join(directory, file);
  try {
    // Before it is opened: opening a named pipe would wait for its writer.
    if (!(await stat(path)).isFile()) throw corrupt(file, "is not a regular file");
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      check(size);
      return await readExactly(handle, file, size);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isCode(error, "ENOENT", "ENOTDIR")) throw corrupt(file, "is missing", error);
    throw error;
  }
}

async function readExactly(handle: FileHandle, file: string, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const length = Math.min(size - filled, bytesPerCall);
    const { bytesRead } = await handle.read(bytes, filled, length, filled);
    if (bytesRead === 0) throw corrupt(file, `ends at ${filled} of ${size} bytes`);
    filled += bytesRead;
  }
  return bytes;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the names in a directory durable. Windows has no such call and needs none. */
async function flushDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isCode(error, "EISDIR", "EPERM", "EINVAL")) throw error;
  }
}

async function refuseExisting(path: string): Promise<void> {
  try {
    await lstat(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  throw existsError(path);
}

function existsError(path: string, cause?: unknown): ArtifactExistsError {
  return new ArtifactExistsError(
    `${path} exists already, and artifacts are never overwritten. Save to another directory or remove this one.`,
    cause === undefined ? undefined : { cause },
  );
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
