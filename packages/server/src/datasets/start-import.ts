import { randomUUID } from "node:crypto";
import { AbortedError, TastemakerError } from "@tastemaker/core";
import type { Database } from "../database/open-database.js";
import { createDataset, failDataset, getDataset } from "../queries/datasets.js";
import type { Dataset } from "../schemas/dataset.js";
import { checkContent, type DatasetContent } from "./dataset-content.js";
import { connectForImport } from "./import-lock.js";
import { type ImportProgress, ProgressReporter } from "./import-progress.js";
import { storeDataset } from "./store-dataset.js";

/** Options of every import, whatever it reads. */
export interface ImportOptions {
  readonly projectId: string;
  /** Unique in the project; that of a failed import may be used again. */
  readonly name: string;
  /** Told often while the import goes on. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Ends the import as FAILED. */
  readonly signal?: AbortSignal | undefined;
}

export interface StartedImport {
  /** The row as it is at the start: IMPORTING. */
  readonly dataset: Dataset;
  /**
   * The row when it is READY. Rejects with the cause where the import fails; the row says FAILED, and why, by then.
   * Need not be awaited: the row tells the outcome too.
   */
  readonly finished: Promise<Dataset>;
}

/** Where the content of a data set comes from. */
export interface ImportSource {
  readonly format: string;
  readonly bytesTotal?: number | undefined;
  read(hooks: {
    onProgress: (progress: { numRowsRead: number; bytesRead: number }) => void;
    signal: AbortSignal;
  }): Promise<DatasetContent>;
}

/**
 * Begins an import: its row is there when this returns, and the work goes on. Reading holds no transaction open, so a
 * slow source costs the database nothing; storing is one transaction. An import that fails, is stopped or is killed
 * leaves the store as it was, but for the row with its reason.
 *
 * @throws ConflictError where the name is taken
 */
export async function startImport(
  db: Database,
  source: ImportSource,
  { projectId, name, onProgress = () => {}, signal = new AbortController().signal }: ImportOptions,
): Promise<StartedImport> {
  const id = randomUUID();
  // Its lock is held before the row is there, so that nobody takes the row for one left behind.
  const connection = await connectForImport(db.pool, id);
  let dataset: Dataset;
  try {
    const { format, bytesTotal } = source;
    dataset = await createDataset(db.prisma, { id, projectId, name, format, bytesTotal });
  } catch (error) {
    await connection.release();
    throw error;
  }
  const reporter = new ProgressReporter(db, { datasetId: id, onProgress });
  const finished = finish();
  finished.catch(() => {}); // the row tells it too
  return { dataset, finished };

  async function finish(): Promise<Dataset> {
    try {
      const content = await readContent(source, { reporter, signal });
      await storeDataset(connection.client, { datasetId: id, content, signal });
    } catch (error) {
      connection.destroy();
      await reporter.settle();
      // Where the database is gone, the row is marked when a server starts again.
      await failDataset(db.prisma, { datasetId: id, error: reasonOf(error, signal) }).catch(() => {});
      throw signal.aborted ? new AbortedError("The import was stopped.", { cause: error }) : error;
    }
    await reporter.settle();
    await connection.release();
    return getDataset(db.prisma, { projectId, datasetId: id });
  }
}

async function readContent(
  source: ImportSource,
  { reporter, signal }: { reporter: ProgressReporter; signal: AbortSignal },
): Promise<DatasetContent> {
  const { bytesTotal } = source;
  const content = await source.read({
    onProgress: (progress) => reporter.report({ phase: "reading", ...progress, bytesTotal }),
    signal,
  });
  signal.throwIfAborted();
  checkContent(content);
  const { numRowsRead, bytesRead } = content;
  reporter.report({ phase: "storing", numRowsRead, bytesRead, bytesTotal });
  return content;
}

/** For people. The text of an error that was not made for them stays in the server. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "The import was stopped.";
  if (TastemakerError.isInstance(error)) return error.message;
  return "An internal error stopped the import; the server's log has its cause.";
}
