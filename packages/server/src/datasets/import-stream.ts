import { type ColumnMapping, parseInteractions, UnreadableDataError } from "@tastemaker/core";
import { decompressed } from "@tastemaker/core/node";
import type { Database } from "../database/open-database.js";
import { type ImportOptions, type StartedImport, startImport } from "./start-import.js";

export interface ImportStreamOptions extends ImportOptions {
  /** The file's bytes, plain or gzip. */
  readonly source: AsyncIterable<Uint8Array>;
  /** How many bytes there will be, where that is known: fewer are an error. */
  readonly bytesTotal?: number | undefined;
  /** The name of one of core's formats. */
  readonly format: string;
  /** Which column is what, for the format `csv`. Default: guessed from common names. */
  readonly mapping?: ColumnMapping | undefined;
  /** What errors call the source. Default: the data set's name. */
  readonly fileName?: string | undefined;
}

/**
 * Imports a file that arrives as a stream of bytes: an upload.
 *
 * @throws ConflictError where the name is taken. What is wrong with the file rejects `finished`: UnreadableDataError,
 *   InvalidConfigError, InvalidInteractionsError; AbortedError
 */
export async function importStream(
  db: Database,
  { source, bytesTotal, format, mapping, fileName, ...options }: ImportStreamOptions,
): Promise<StartedImport> {
  const name = fileName ?? options.name;
  return startImport(
    db,
    {
      format,
      bytesTotal,
      read: async ({ onProgress, signal }) => {
        let bytesRead = 0;
        async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
          for await (const chunk of source) {
            bytesRead += chunk.length;
            yield chunk;
          }
          if (bytesTotal !== undefined && bytesRead !== bytesTotal) {
            throw new UnreadableDataError(
              `"${name}" was cut off: ${bytesRead} of ${bytesTotal} bytes arrived. Send it again.`,
            );
          }
        }
        const read = await parseInteractions(decompressed(counted(), name), {
          name,
          format,
          signal,
          onProgress: ({ rows }) => onProgress({ numRowsRead: rows, bytesRead }),
          ...(mapping && { mapping }),
        });
        return {
          ...read,
          rejected: read.rejected.rows,
          numRowsRejected: read.rejected.count,
          bytesRead,
        };
      },
    },
    options,
  );
}
