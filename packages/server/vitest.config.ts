import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const core = (entry: string) => fileURLToPath(new URL(`../core/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run on core's sources; the global set-up knows no export conditions, so they are named here.
    alias: [
      { find: /^@tastemaker\/core$/, replacement: core("index") },
      { find: /^@tastemaker\/core\/(node|testing)$/, replacement: core("$1") },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["./test/global-setup.ts"],
    testTimeout: 120_000,
    // By default one core is left idle, which on two cores is half of them.
    maxWorkers: "100%",
    hookTimeout: 120_000,
  },
});
