import { rmSync, writeFileSync } from "node:fs";
import type { Interactions } from "../../src/data/interactions.js";
import { temporaryFile } from "./bench-folder.js";

/** The pairs as a file that other languages read: user and item, int32, in turns. */
export interface PairsFile {
  readonly path: string;
  delete(): void;
}

export function writePairsFile(name: string, { userIndex, itemIndex, length }: Interactions): PairsFile {
  const pairs = new Int32Array(2 * length);
  for (let i = 0; i < length; i++) {
    pairs[2 * i] = userIndex[i] as number;
    pairs[2 * i + 1] = itemIndex[i] as number;
  }
  const path = temporaryFile(`${name}-${process.pid}.bin`);
  writeFileSync(path, new Uint8Array(pairs.buffer));
  return { path, delete: () => rmSync(path, { force: true }) };
}
