import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type CsvTextOptions, csvText } from "../data/csv-text.js";
import type { InteractionColumns } from "../data/interactions.js";
import { AbortedError } from "../errors/errors.js";

/**
 * Writes interactions as a CSV file, compressed where the path ends in .gz, holding one block at a time.
 *
 * ```ts
 * await writeCsv("ratings.csv", [interactions], interactions);
 * const world = createSyntheticWorld(options);
 * await writeCsv("large.csv.gz", world.blocks(), world);
 * ```
 *
 * @throws AbortedError; the file then holds a part
 */
export async function writeCsv(
  path: string,
  blocks: Iterable<InteractionColumns>,
  { users, items, signal }: CsvTextOptions & { readonly signal?: AbortSignal },
): Promise<void> {
  const text = Readable.from(csvText(blocks, { users, items }), { objectMode: false });
  const file = createWriteStream(path);
  const options = signal ? { signal } : {};
  try {
    await (path.endsWith(".gz")
      ? pipeline(text, createGzip(), file, options)
      : pipeline(text, file, options));
  } catch (error) {
    if (signal?.aborted) throw new AbortedError("Writing was stopped by its signal.", { cause: error });
    throw error;
  }
}
