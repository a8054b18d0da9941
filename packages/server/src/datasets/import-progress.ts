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

/** Tells the caller of every step, and the data set's row of the latest one a few times a second. */
export class ProgressReporter {
  readonly #db: Database;
  readonly #datasetId: string;
  readonly #onProgress: (progress: ImportProgress) => void;
  #latest: ImportProgress | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastWrite = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> = Promise.resolve();

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
    this.#latest = progress;
    this.#timer ??= setTimeout(() => this.#write(), this.#lastWrite + writeEveryMs - performance.now());
  }

  /** Waits for the write under way: none comes after it until the next report. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
  }

  #write(): void {
    this.#timer = undefined;
    this.#lastWrite = performance.now();
    if (!this.#latest) return;
    const { numRowsRead, bytesRead } = this.#latest;
    const progress = { datasetId: this.#datasetId, numRowsRead, numRowsRejected: 0, bytesRead };
    // Progress that cannot be written is not worth an import: where the database is gone, storing fails anyway.
    this.#writing = this.#writing.then(() => updateImportProgress(this.#db.prisma, progress)).catch(() => {});
  }
}
