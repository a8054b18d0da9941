import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres/start-embedded-postgres.js";
import { createHome } from "./home.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** URL of the test run's own Postgres. */
    postgresUrl: string;
  }
}

/** One Postgres for the whole test run, in a folder of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = await createHome();
  const postgres = await startEmbeddedPostgres({ directory: home.directory });
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await home.remove();
  };
}
