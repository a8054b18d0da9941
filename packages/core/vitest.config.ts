import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@tastemaker/source"] },
  ssr: { resolve: { conditions: ["@tastemaker/source"] } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    globalSetup: ["./test/compile-kernels.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 60_000,
    // By default one core is left idle, which on two cores is half of them.
    maxWorkers: "100%",
  },
});
