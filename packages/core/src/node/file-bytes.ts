import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { ReadOptions, ReadProgress } from "../data/reading/read-records.js";
import { UnreadableDataError } from "../errors/errors.js";
import { decompressed } from "./decompressed.js";

/** How far the reading of a file has come. */
export interface FileProgress extends ReadProgress {
  /** The file's own name. */
  readonly file: string;
  /** Bytes of the file as it lies, compressed or not. */
  readonly bytes: number;
  readonly totalBytes: number;
}

/** How a file is read. */
export interface FileReadOptions {
  /** Called about every 256 KiB, and at the end. */
  readonly onProgress?: (progress: FileProgress) => void;
  /** Stops the reading with an AbortedError. */
  readonly signal?: AbortSignal;
}

/** A file as a reader takes it. */
export interface FileBytes {
  readonly source: AsyncIterable<Uint8Array>;
  /** The reader's options: its progress is in bytes of text, the file's in bytes on the disk. */
  readonly options: ReadOptions;
}

/**
 * A file for one reading, decompressed where it is gzip. It is opened when the reading starts, and closed when it ends
 * or is left.
 *
 * @throws UnreadableDataError where there is no such file, it is a directory, or may not be read
 */
export async function fileBytes(path: string, options: FileReadOptions = {}): Promise<FileBytes> {
  const { onProgress, signal } = options;
  const name = basename(path);
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (stats.isDirectory())
    throw new UnreadableDataError(`"${path}" is a directory. Give one of the files in it.`);
  let bytes = 0;
  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 18 })) {
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw unreadable(path, error);
    }
  }
  return {
    source: decompressed(read(), name),
    options: {
      name,
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: ({ rows }) => onProgress({ file: name, bytes, rows, totalBytes: stats.size }),
      }),
    },
  };
}

function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR")
    return new UnreadableDataError(`There is no file "${path}". Check the path.`, { cause: error });
  if (code === "EACCES" || code === "EPERM")
    return new UnreadableDataError(`"${path}" may not be read. Check its permissions.`, { cause: error });
  return error;
}
