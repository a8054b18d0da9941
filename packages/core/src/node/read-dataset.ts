import type { CandidatesRead, InteractionReadOptions, ReadResult } from "../data/reading-session.js";
import type { DetectedDataset } from "./detect-dataset.js";
import type { FileReadOptions } from "./file-bytes.js";
import { readInteractions } from "./read-interactions.js";
import { readTrainTest } from "./read-train-test.js";

/** A data set that was read. */
export interface DatasetRead {
  /** All interactions; the training part of them where there is a `test`. */
  readonly interactions: ReadResult;
  readonly test?: ReadResult;
  readonly negatives?: CandidatesRead;
}

/**
 * Reads all files of a data set that `detectDataset` found.
 *
 * @throws as `readInteractions` and `readTrainTest`
 */
export async function readDataset(
  { format, files }: DetectedDataset,
  options: FileReadOptions & Pick<InteractionReadOptions, "duplicates"> = {},
): Promise<DatasetRead> {
  const { interactions: train, test, negatives, users, items } = files;
  const all = {
    ...options,
    format,
    ...(users !== undefined && { usersPath: users }),
    ...(items !== undefined && { itemsPath: items }),
  };
  if (test === undefined) return { interactions: await readInteractions(train, all) };
  const read = await readTrainTest({ train, test, ...(negatives !== undefined && { negatives }) }, all);
  return {
    interactions: read.train,
    test: read.test,
    ...(read.negatives && { negatives: read.negatives }),
  };
}
