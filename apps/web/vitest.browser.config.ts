import { defineConfig } from "vitest/config";

/** Walks through the built app in a real browser, on a stack of its own: Postgres, API, worker and web app. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: ["./e2e/harness/global-setup.ts"],
    fileParallelism: false,
    // Each step stands on the ones before it.
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
