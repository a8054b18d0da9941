import { AbortedError, UnreadableDataError } from "../../errors/errors.js";
import type { Encoding } from "./encoding.js";
import { type RecordHandler, RecordReader } from "./record-reader.js";
import type { Rejections } from "./rejections.js";
import { type DataSource, sourcePieces } from "./source.js";

/** How far a reader has come. */
export interface ReadProgress {
  /** Bytes of text. */
  readonly bytes: number;
  /** Rows, rejected ones included. */
  readonly rows: number;
}

/** How a text of records is read. */
export interface ReadOptions {
  /** What errors call the source: the name of its file. Default: "the input". */
  readonly name?: string;
  /** Called about every 256 KiB, and at the end. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Stops the reading with an AbortedError. */
  readonly signal?: AbortSignal;
}

export interface RecordsRead {
  /** Lines that hold a row, rejected ones included; neither the header nor blank lines. */
  readonly numRowsRead: number;
  readonly rejected: Rejections;
}

/** What the reading of one source needs, besides the caller's options. */
export interface RecordsSetup {
  readonly handler: RecordHandler;
  readonly encoding: Encoding;
  /** The format's name, for errors. */
  readonly format: string;
}

/**
 * Streams a source through a handler. What is held at a time is one piece and one record.
 *
 * @throws UnreadableDataError for a source without a valid row, or with more than half of its rows bad; AbortedError
 */
export async function readRecords(
  source: DataSource,
  { handler, encoding, format }: RecordsSetup,
  { name, onProgress, signal }: ReadOptions,
): Promise<RecordsRead> {
  const where = sourceName(name, format);
  let reader: RecordReader | undefined;
  throwIfAborted(signal);
  for await (const { bytes, decoded } of sourcePieces(source)) {
    throwIfAborted(signal);
    reader ??= new RecordReader(handler, { where, encoding: decoded ? "utf-8" : encoding });
    reader.push(bytes);
    onProgress?.({ bytes: reader.numBytes, rows: reader.numRows });
  }
  throwIfAborted(signal);
  reader?.finish();
  const read: RecordsRead = {
    numRowsRead: reader?.numRows ?? 0,
    rejected: reader?.rejections ?? { count: 0, rows: [] },
  };
  checkReadable(read, where, reader?.opened ?? false);
  onProgress?.({ bytes: reader?.numBytes ?? 0, rows: read.numRowsRead });
  return read;
}

/** How errors name a source and the format it was read as. */
export function sourceName(name: string | undefined, format: string): string {
  return `${name === undefined ? "The input" : `"${name}"`} (${format})`;
}

function checkReadable({ numRowsRead, rejected }: RecordsRead, where: string, hasHeader: boolean): void {
  if (numRowsRead === 0) {
    throw new UnreadableDataError(
      hasHeader
        ? `${where} has a header and no rows. Give a file with at least one row below the header.`
        : `${where} is empty. Give a file with at least one row.`,
    );
  }
  if (2 * rejected.count <= numRowsRead) return;
  const reasons = rejected.rows.slice(0, 3).map(({ line, reason }) => `line ${line}: ${reason}`);
  const found =
    rejected.count === numRowsRead
      ? `${where} has no valid row among its ${numRowsRead}`
      : `${where} has ${rejected.count} bad rows of ${numRowsRead}, more than half`;
  throw new UnreadableDataError(
    `${found}: ${reasons.join("; ")}. Check that the format and its columns are right for this file.`,
  );
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortedError("Reading was stopped by its signal.", { cause: signal.reason });
}
