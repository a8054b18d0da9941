// A process of its own that starts the embedded Postgres in the folder given, says so, and holds it until it is told to
// stop by SIGTERM, or killed.
import { startEmbeddedPostgres } from "../src/database/embedded-postgres/start-embedded-postgres.js";

const [directory = ""] = process.argv.slice(2);
const notices: string[] = [];
const postgres = await startEmbeddedPostgres({ directory, onNotice: (notice) => notices.push(notice) });
const { url, reused } = postgres;
process.stdout.write(`${JSON.stringify({ url, directory: postgres.directory, reused, notices })}\n`);
const keepAlive = setInterval(() => {}, 60_000);
process.once("SIGTERM", () => {
  clearInterval(keepAlive);
  void postgres.stop();
});
