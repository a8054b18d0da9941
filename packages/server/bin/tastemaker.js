#!/usr/bin/env node
import { existsSync } from "node:fs";

const entry = new URL("../dist/cli/main.js", import.meta.url);

if (existsSync(entry)) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(
    "error: tastemaker is not built yet. Run `npm run build` in the repository (`npm start` and `npm test` do it too), then try again.\n",
  );
  process.exitCode = 1;
}
