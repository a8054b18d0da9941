import { defineConfig } from "vitest/config";

/** Runs the library in a real browser, bundled as an application would bundle it. */
export default defineConfig({
  resolve: { conditions: ["@tastemaker/source"] },
  ssr: { resolve: { conditions: ["@tastemaker/source"] } },
  test: {
    include: ["test/browser/**/*.browser.ts"],
    globalSetup: ["./test/compile-kernels.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
