import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where setup.sh puts the peers; git ignores it. */
export const peersFolder = fileURLToPath(new URL("../.tastemaker/", import.meta.url));

/** A file for generated data in the system's temporary folder: made once, used again, free to be deleted. */
export function temporaryFile(name: string): string {
  const folder = join(tmpdir(), "tastemaker-bench");
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
