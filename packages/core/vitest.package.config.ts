import { defineConfig } from "vitest/config";

/** What users get: the built package, packed, installed into projects of their kind, and checked by the usual tools. */
export default defineConfig({
  test: {
    include: ["test/package/**/*.package.ts"],
    globalSetup: ["./test/package/install-package.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
