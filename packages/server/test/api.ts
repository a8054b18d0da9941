import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import { type Api, startApi } from "../src/api.js";
import { type ArtifactStore, openArtifactStore } from "../src/artifacts/artifact-store.js";
import { type Admin, ensureAdmin } from "../src/services/auth/ensure-admin.js";
import { type TestDatabase, useDatabase } from "./database.js";
import { createSession, type Session } from "./session.js";

export const adminPassword = "a long password";

/** An API in the test's own process, over a database of its own. */
export interface TestApi extends Api, Admin {
  readonly db: TestDatabase;
  readonly artifacts: ArtifactStore;
  /** All lines that it has logged. */
  readonly log: readonly string[];
  /** A session of the administrator, at this API or another over the same database. */
  signIn(url?: string): Promise<Session>;
}

/** Call it at the top of a test file; the function it gives answers inside tests and hooks. */
export function useApi(): () => TestApi {
  const database = useDatabase();
  let api: TestApi | undefined;
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), "tastemaker-api-"));
    const db = database();
    const admin = await ensureAdmin(db, { email: "admin@example.com", password: adminPassword, home });
    const artifacts = openArtifactStore({ home });
    const log: string[] = [];
    const started = await startApi({
      db,
      databaseUrl: db.url,
      artifacts,
      log: pino({ level: "debug" }, { write: (line: string) => void log.push(line) }),
      host: "127.0.0.1",
      port: 0,
    });
    const signIn = async (url = started.url) => {
      const session = createSession(url);
      await session.client.auth.signIn.mutate({ email: admin.email, password: adminPassword });
      return session;
    };
    api = { ...started, ...admin, db, artifacts, log, signIn };
  });
  afterAll(async () => {
    await api?.close();
    await rm(home, { recursive: true, force: true });
  });

  return () => {
    if (!api) throw new Error("useApi() is ready in tests and hooks only.");
    return api;
  };
}
