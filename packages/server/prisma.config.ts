import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Every command of the Prisma CLI would download a native schema engine first; an existing file here stops that.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= fileURLToPath(
  new URL("prisma/schema-engine/schema-engine.mjs", import.meta.url),
);

// And it would ask a server of Prisma's for news after every command.
process.env["CHECKPOINT_DISABLE"] ??= "1";

const url = process.env["DATABASE_URL"];

export default defineConfig({
  schema: path.join("prisma", "schema.prisma"),
  migrations: { path: path.join("prisma", "migrations") },
  ...(url && { datasource: { url } }),
});
