import { selectNodeBackend } from "@tastemaker/core/node";
import type { Logger } from "pino";
import { type ArtifactStore, openArtifactStore } from "./artifacts/artifact-store.js";
import type { Database } from "./database/open-database.js";
import { failAbandonedImports } from "./datasets/import-lock.js";
import { createServer } from "./http/create-server.js";
import { trackEventStreams } from "./http/event-streams.js";
import { gracefulClose } from "./http/graceful-close.js";
import { listenOn } from "./http/listen-on.js";
import { installQueue } from "./jobs/install-queue.js";
import { watchLostRuns } from "./jobs/lost-runs.js";
import { isMain } from "./process/is-main.js";
import { openStore } from "./process/open-store.js";
import { runProcess } from "./process/run-process.js";
import { SignInLimit } from "./services/auth/sign-in-limit.js";
import { DatasetImports } from "./services/datasets/dataset-imports.js";
import { RunEventFeed } from "./services/runs/run-event-feed.js";
import { Recommender } from "./serving/recommender.js";

export interface ApiOptions {
  readonly db: Database;
  /** For the connections that hear of run events and promotions. */
  readonly databaseUrl: string;
  readonly artifacts: ArtifactStore;
  readonly log: Logger;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Most model versions in memory at once; 8 unless set. */
  readonly maxModels?: number;
  /** Most data sets in memory at once; 4 unless set. */
  readonly maxDatasets?: number;
}

export interface Api {
  readonly url: string;
  /** Ends subscriptions, so that their clients connect anew, and lets requests under way finish. */
  close(): Promise<void>;
}

/**
 * Serves the RPC of a migrated database over HTTP: `/api/trpc`, `/api/datasets/import`, `/healthz`, `/readyz`.
 *
 * @throws PortInUseError, DatabaseUnreachableError
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { db, databaseUrl, artifacts, log } = options;
  const closing: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    await installQueue(db.pool);
    const backend = await selectNodeBackend();
    log.info({ backend: backend.name, reason: backend.reason }, "backend selected");
    const runEvents = await RunEventFeed.start(databaseUrl);
    closing.push(() => runEvents.close());
    const recommender = await Recommender.start(options);
    closing.push(() => recommender.close());
    closing.push(watchLostRuns({ db, log }));
    for (const datasetId of await failAbandonedImports(db))
      log.warn({ datasetId }, "failed an abandoned import");
    const imports = new DatasetImports({ db, log });
    const app = { db, artifacts, runEvents, recommender, imports, log, signInLimit: new SignInLimit() };
    const server = createServer(app);
    const streams = trackEventStreams(server);
    closing.push(gracefulClose(server));
    closing.push(() => imports.close());
    closing.push(() => streams.breakOff());
    const url = await listenOn(server, options);
    log.info({ url }, "api ready");
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

if (isMain(import.meta.url)) {
  runProcess("api", async ({ env, log }) => {
    const store = await openStore(env, (notice) => log.info(notice));
    try {
      const { email, passwordFile } = store;
      log.info({ email, passwordFile }, "an administrator can sign in");
      const artifacts = openArtifactStore(env);
      const api = await startApi({ ...store, artifacts, log, host: env.apiHost, port: env.apiPort });
      return {
        close: async () => {
          await api.close();
          await store.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  });
}
