import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres/start-embedded-postgres.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** URL of the test run's own Postgres. */
    postgresUrl: string;
  }
}

/** One Postgres for the whole test run, in a folder of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), "tastemaker-test-"));
  const postgres = await startEmbeddedPostgres({ directory });
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
