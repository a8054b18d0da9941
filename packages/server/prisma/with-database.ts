// Runs the Prisma CLI on the database that a start would use: `pnpm --filter @tastemaker/server prisma migrate dev`.
// Without DATABASE_URL that is the embedded one, started for as long as the command takes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres/start-embedded-postgres.js";
import { readEnvironment } from "../src/env.js";

const { databaseUrl, home } = readEnvironment();
const embedded =
  databaseUrl === undefined
    ? await startEmbeddedPostgres({ directory: path.join(home, "postgres") })
    : undefined;
try {
  const prisma = path.join(
    path.dirname(createRequire(import.meta.url).resolve("prisma/package.json")),
    "build/index.js",
  );
  const url = embedded?.url ?? databaseUrl;
  const child = spawn(process.execPath, [prisma, ...process.argv.slice(2)], {
    env: { ...process.env, ...(url !== undefined && { DATABASE_URL: url }) },
    stdio: "inherit",
  });
  // Ctrl-C reaches the command too: Postgres is stopped after it has ended.
  process.on("SIGINT", () => {});
  const [status] = await once(child, "close");
  process.exitCode = status ?? 1;
} finally {
  await embedded?.stop();
}
