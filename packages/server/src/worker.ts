import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { selectNodeBackend } from "@tastemaker/core/node";
import type { Logger } from "pino";
import { type ArtifactStore, openArtifactStore } from "./artifacts/artifact-store.js";
import { listen } from "./database/listen.js";
import type { Database } from "./database/open-database.js";
import { ActiveRuns, executeRun } from "./jobs/execute-run.js";
import { installQueue } from "./jobs/install-queue.js";
import { watchLostRuns } from "./jobs/lost-runs.js";
import { startRunQueue } from "./jobs/run-queue.js";
import { isMain } from "./process/is-main.js";
import { openStore } from "./process/open-store.js";
import { runProcess } from "./process/run-process.js";

export interface WorkerOptions {
  readonly db: Database;
  /** For the connection that hears of cancellations. */
  readonly databaseUrl: string;
  readonly artifacts: ArtifactStore;
  readonly log: Logger;
  /** Runs trained at the same time; 1 unless set: a training uses the whole machine. */
  readonly concurrency?: number;
  /** A TensorFlow.js backend by name; the best that runs here unless set. */
  readonly backend?: string;
  /** How many threads a run may use; all cores unless given. */
  readonly threads?: number | undefined;
  /** Told when it cannot go on, because the database has been away for long. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Worker {
  readonly workerId: string;
  /** Takes no more runs, and puts the present ones back into the queue. */
  close(): Promise<void>;
}

/**
 * Trains the runs that are queued, until it is closed.
 *
 * @throws BackendUnavailableError, DatabaseUnreachableError
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, databaseUrl, artifacts, concurrency = 1, onFailure = () => {} } = options;
  const workerId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const log = options.log.child({ workerId });
  const backend = await selectNodeBackend(options.backend);
  log.info({ backend: backend.name, reason: backend.reason }, "backend selected");
  await installQueue(db.pool);
  const active = new ActiveRuns();
  const tools = { db, artifacts, log, workerId, backend: backend.name, threads: options.threads };
  const cancellations = await listen(databaseUrl, "run_cancel", (runId) => active.cancel(runId));
  const stopWatching = watchLostRuns({ db, log });
  const stopListening = async () => {
    stopWatching();
    await cancellations.close();
  };
  try {
    const execute = (runId: string) => executeRun(tools, active, runId);
    const runner = await startRunQueue({ db, log, concurrency, execute });
    runner.promise.catch(onFailure);
    log.info("worker ready");
    return {
      workerId,
      close: async () => {
        // First it takes no more, then the present ones stop: none that is put back comes back to this worker.
        const stopped = runner.stop().catch(() => {}); // it has stopped by itself already
        active.shutDown();
        await stopped;
        await stopListening();
      },
    };
  } catch (error) {
    await stopListening();
    throw error;
  }
}

if (isMain(import.meta.url)) {
  runProcess("worker", async ({ env, log, fail }) => {
    const store = await openStore(env, (notice) => log.info(notice));
    const artifacts = openArtifactStore(env);
    try {
      const worker = await startWorker({
        ...store,
        artifacts,
        log,
        threads: env.threads,
        onFailure: fail,
      });
      return {
        close: async () => {
          await worker.close();
          await store.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  });
}
