// A process of its own that imports into the database given and never ends: it hangs while it reads, or is so large that
// it can be killed while it stores. Says `reading` or `storing` when it has come so far.
import { openDatabase } from "../src/database/open-database.js";
import { importStream } from "../src/datasets/import-stream.js";

const [url = "", projectId = "", until = ""] = process.argv.slice(2);

async function* source(): AsyncGenerator<Uint8Array> {
  const lines = Array.from({ length: 20_000 }, (_, i) => `user-${i % 5000},item-${i % 307}\n`).join("");
  yield Buffer.from("user,item\n");
  for (let block = 0; block < 25; block++) yield Buffer.from(lines);
  if (until === "reading") {
    process.stdout.write("reading\n");
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}

const { finished } = await importStream(await openDatabase(url), {
  projectId,
  name: "killed",
  format: "csv",
  source: source(),
  onProgress: ({ phase }) => phase === "storing" && process.stdout.write("storing\n"),
});
await finished;
