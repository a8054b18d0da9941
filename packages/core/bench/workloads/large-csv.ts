import { createReadStream, existsSync, renameSync, statSync } from "node:fs";
import { createSyntheticWorld } from "../../src/data/synthetic/synthetic-world.js";
import { writeCsv } from "../../src/node/write-csv.js";
import { temporaryFile } from "./bench-folder.js";

export interface LargeCsv {
  readonly path: string;
  readonly rows: number;
  readonly megabytes: number;
}

/** A file of LibimSeTi's shape, or a fiftieth of it: written once, used again. */
export async function largeCsv(isSmall: boolean): Promise<LargeCsv> {
  const scale = isSmall ? 50 : 1;
  const path = temporaryFile(`libimseti-shape-${scale}.csv`);
  if (!existsSync(path)) {
    const world = createSyntheticWorld({
      flavour: "dating",
      numUsers: Math.round(135_359 / scale),
      numItems: Math.round(168_791 / scale),
      interactionsPerUser: 128.25,
      seed: 1,
    });
    // A file that was not written to its end must not be used again.
    await writeCsv(`${path}.part`, world.blocks(), world);
    renameSync(`${path}.part`, path);
  }
  // The first line is the header.
  return { path, rows: (await countLines(path)) - 1, megabytes: statSync(path).size / 1e6 };
}

export async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    const bytes: Buffer = chunk;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  }
  return lines;
}
