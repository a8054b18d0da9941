import { stat } from "node:fs/promises";
import type { ColumnMapping, ReadResult } from "@tastemaker/core";
import {
  type DetectedDataset,
  type FileProgress,
  guessInteractionFormat,
  readDataset,
  readInteractions,
} from "@tastemaker/core/node";
import type { Database } from "../database/open-database.js";
import { concatParts } from "./concat-rows.js";
import { type ImportOptions, type ImportSource, type StartedImport, startImport } from "./start-import.js";

export interface ImportFileOptions extends ImportOptions {
  readonly path: string;
  /** The name of one of core's formats. Default: guessed from the first lines. */
  readonly format?: string | undefined;
  /** Which column is what, for the format `csv`. Default: guessed from common names. */
  readonly mapping?: ColumnMapping | undefined;
}

/**
 * Imports a file, plain or gzip.
 *
 * @throws UnreadableDataError for a file that is absent or of no known format; ConflictError where the name is taken.
 *   What is wrong with the rows rejects `finished`
 */
export async function importFile(
  db: Database,
  { path, format: given, mapping, ...options }: ImportFileOptions,
): Promise<StartedImport> {
  const format = given ?? (await guessInteractionFormat(path));
  const source = await filesSource(format, [path], (hooks) =>
    readInteractions(path, { format, ...(mapping && { mapping }), ...hooks }).then((read) => [read]),
  );
  return startImport(db, source, options);
}

export interface ImportDatasetOptions extends ImportOptions {
  /** What core's `detectDataset` found in a directory. */
  readonly detected: DetectedDataset;
}

/**
 * Imports the files of a known data set. The rows of a test file follow those of the training file, so that the last row
 * of a user is the one that was held out.
 *
 * @throws ConflictError where the name is taken. What is wrong with the files rejects `finished`
 */
export async function importDataset(
  db: Database,
  { detected, ...options }: ImportDatasetOptions,
): Promise<StartedImport> {
  const { interactions: train, test, users, items } = detected.files;
  const paths = [...new Set([users, items, train, test].filter((path) => path !== undefined))];
  // The candidates of a paper's protocol belong to an evaluation, not to the data.
  const { negatives: _, ...files } = detected.files;
  const source = await filesSource(detected.format, paths, async (hooks) => {
    const read = await readDataset({ ...detected, files }, hooks);
    return read.test ? [read.interactions, read.test] : [read.interactions];
  });
  return startImport(db, source, options);
}

interface FileHooks {
  readonly onProgress: (progress: FileProgress) => void;
  readonly signal: AbortSignal;
}

/** Adds up the progress of files that are read one after the other, and the rows of the parts read. */
async function filesSource(
  format: string,
  paths: readonly string[],
  read: (hooks: FileHooks) => Promise<ReadResult[]>,
): Promise<ImportSource> {
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0, // the reader says what is wrong with it
      ),
    ),
  );
  const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  return {
    format,
    bytesTotal,
    read: async ({ onProgress, signal }) => {
      const files = new Map<string, FileProgress>();
      const parts = await read({
        signal,
        onProgress: (progress) => {
          files.set(progress.file, progress);
          onProgress(sum([...files.values()]));
        },
      });
      return { ...concatParts(parts), bytesRead: bytesTotal };
    },
  };
}

function sum(files: readonly FileProgress[]): { numRowsRead: number; bytesRead: number } {
  return {
    numRowsRead: files.reduce((total, { rows }) => total + rows, 0),
    bytesRead: files.reduce((total, { bytes }) => total + bytes, 0),
  };
}
