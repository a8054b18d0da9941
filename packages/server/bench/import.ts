// Rows a second from a CSV file into Postgres and back: `npx tsx --conditions=@tastemaker/source bench/import.ts [rows]`
// in packages/server. Starts an embedded Postgres of its own in a temporary folder.
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createRandom } from "@tastemaker/core";
import { startEmbeddedPostgres } from "../src/database/embedded-postgres/start-embedded-postgres.js";
import { migrate } from "../src/database/migrate.js";
import { openDatabase } from "../src/database/open-database.js";
import { importFile } from "../src/datasets/import-files.js";
import { loadInteractions } from "../src/datasets/load-interactions.js";
import { ensureProject } from "../src/queries/projects.js";
import { createHome } from "../test/home.js";

const numRows = Number(process.argv[2] ?? 1_000_000);
const numUsers = Math.ceil(numRows / 50);
const { directory, remove } = await createHome();
const file = path.join(directory, "ratings.csv");

function* lines(): Generator<string> {
  const random = createRandom(1);
  let block = "user,item,rating,timestamp\n";
  for (let row = 0; row < numRows; row++) {
    block += `user-${random.integer(numUsers)},item-${random.integer(20_000)},${1 + random.integer(5)},${1_500_000_000 + row}\n`;
    if (block.length > 2 ** 18) {
      yield block;
      block = "";
    }
  }
  yield block;
}

await pipeline(Readable.from(lines()), createWriteStream(file));
const postgres = await startEmbeddedPostgres({ directory: path.join(directory, "postgres") });
await migrate(postgres.url);
const db = await openDatabase(postgres.url);
const { id: projectId } = await ensureProject(db.prisma, { slug: "bench", name: "bench" });
console.log(`${numRows} rows, ${Math.round((await stat(file)).size / 2 ** 20)} MiB of CSV`);
for (let trial = 1; trial <= 3; trial++) {
  const started = performance.now();
  let storing = started;
  const { finished } = await importFile(db, {
    projectId,
    name: `trial-${trial}`,
    path: file,
    onProgress: ({ phase }) => {
      if (phase === "storing") storing = performance.now();
    },
  });
  const { id: datasetId, numInteractions } = await finished;
  const imported = performance.now();
  const loaded = await loadInteractions(db.pool, { datasetId });
  const ended = performance.now();
  const rate = (milliseconds: number) => `${Math.round(numRows / milliseconds)} k rows/s`;
  console.log(
    `import ${rate(imported - started)} (read ${rate(storing - started)}, store ${rate(imported - storing)}), load ${rate(ended - imported)}; ${numInteractions} = ${loaded.length} kept, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`,
  );
}
await db.close();
await postgres.stop();
await remove();
