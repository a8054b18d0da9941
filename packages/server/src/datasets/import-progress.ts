import type { Database } from "../database/open-database.js";
import { updateImportProgress } from "../queries/datasets.js";

/** How far an import has come. */
export interface ImportProgress {
  /** `reading` the source, then `storing` what was read. */
  readonly phase: "reading" | "storing";
  /** Rows read so far, bad ones included. */
  readonly numRowsRead: number;
  readonly bytesRead: number;
  /** Where the size of the source is known. */
  readonly bytesTotal?: number | undefined;
}

/** Between two writes of one import. */
const writeEveryMs = 500;

/** Tells the caller of every step, and the data set's row of a few a second. */
export class ProgressReporter {
  readonly #db: Database;
  readonly #datasetId: string;
  readonly #onProgress: (progress: ImportProgress) => void;
  #lastWrite = 0;
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;

  constructor(
    db: Database,
    { datasetId, onProgress }: { datasetId: string; onProgress: (progress: ImportProgress) => void },
  ) {
    this.#db = db;
    this.#datasetId = datasetId;
    this.#onProgress = onProgress;
  }

  report(progress: ImportProgress): void {
    this.#onProgress(progress);
    if (this.#isWriting || performance.now() - this.#lastWrite < writeEveryMs) return;
    this.#lastWrite = performance.now();
    this.#isWriting = true;
    const { numRowsRead, bytesRead } = progress;
    this.#writing = updateImportProgress(this.#db.prisma, {
      datasetId: this.#datasetId,
      numRowsRead,
      numRowsRejected: 0,
      bytesRead,
    })
      // Progress that cannot be written is not worth an import: where the database is gone, storing fails anyway.
      .catch(() => {})
      .finally(() => {
        this.#isWriting = false;
      });
  }

  /** Waits for the write under way: none comes after it. */
  async settle(): Promise<void> {
    await this.#writing;
  }
}
