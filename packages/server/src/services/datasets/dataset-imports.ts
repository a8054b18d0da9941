import { TastemakerError } from "@tastemaker/core";
import type { Logger } from "pino";
import type { z } from "zod";
import type { Database } from "../../database/open-database.js";
import { generateDataset } from "../../datasets/generate-dataset.js";
import { type ImportStreamOptions, importStream } from "../../datasets/import-stream.js";
import type { StartedImport } from "../../datasets/start-import.js";
import { ConflictError } from "../../errors/errors.js";
import type { Dataset, generateDataset as generateDatasetSchema } from "../../schemas/dataset.js";

/** Each holds a connection or two while it goes on. */
const maxAtOnce = 3;

/** The imports that go on in one API process. */
export class DatasetImports {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor({ db, log }: { db: Database; log: Logger }) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Begins to fill a new data set with generated data.
   *
   * @returns its row as it is at the start
   * @throws ConflictError where the name is taken, or too many imports go on
   */
  async generate(
    params: z.infer<typeof generateDatasetSchema> & { readonly projectId: string },
  ): Promise<Dataset> {
    const { dataset } = await this.#start((signal) => generateDataset(this.#db, { ...params, signal }));
    return dataset;
  }

  /**
   * Begins to fill a new data set from the bytes of a file, as they arrive.
   *
   * @throws ConflictError where the name is taken, or too many imports go on
   */
  upload(options: Omit<ImportStreamOptions, "signal" | "onProgress">): Promise<StartedImport> {
    return this.#start((signal) => importStream(this.#db, { ...options, signal }));
  }

  /** Stops what goes on, as FAILED, and waits until the store knows. */
  async close(): Promise<void> {
    this.#stopping.abort(new Error("the server stops"));
    await Promise.allSettled(this.#running);
  }

  async #start(begin: (signal: AbortSignal) => Promise<StartedImport>): Promise<StartedImport> {
    if (this.#running.size >= maxAtOnce) {
      throw new ConflictError(
        `${maxAtOnce} imports go on already. Wait until one of them has ended, and try again.`,
      );
    }
    const starting = begin(this.#stopping.signal);
    const running = starting
      .then(async ({ dataset, finished }) => {
        this.#log.info({ datasetId: dataset.id, name: dataset.name }, "import started");
        await finished.then(
          ({ numInteractions, numRowsRejected }) =>
            this.#log.info({ datasetId: dataset.id, numInteractions, numRowsRejected }, "import finished"),
          (error: unknown) => this.#logFailure(dataset, error),
        );
      })
      // A start that failed is its caller's to tell.
      .catch(() => {})
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
    return starting;
  }

  #logFailure({ id: datasetId }: Dataset, error: unknown): void {
    // A file that cannot be read is its sender's to mend.
    const level = TastemakerError.isInstance(error) ? "info" : "error";
    this.#log[level]({ datasetId, err: error }, "import failed");
  }
}
