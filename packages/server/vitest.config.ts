import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@tastemaker/source"] },
  ssr: { resolve: { conditions: ["@tastemaker/source"] } },
  test: { include: ["src/**/*.test.ts", "test/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 },
});
