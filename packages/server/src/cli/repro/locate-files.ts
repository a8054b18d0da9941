import { existsSync } from "node:fs";
import path from "node:path";
import { MissingDataError } from "../errors.js";
import type { Reproduction } from "./reproduction.js";

/** The absolute paths of a table's files, by their keys. */
export type LocatedFiles = Readonly<Record<string, string>>;

/**
 * Finds the files of all tables before anything is run.
 *
 * @returns one a table
 * @throws MissingDataError naming every file that is absent and where it comes from
 */
export function locateFiles(tables: readonly Reproduction[], directory: string): LocatedFiles[] {
  const missing: string[] = [];
  const located = tables.map(({ name, files }) => {
    const found: Record<string, string> = {};
    for (const [key, { paths, from }] of Object.entries(files)) {
      const present = paths.map((file) => path.join(directory, file)).find((file) => existsSync(file));
      if (present) found[key] = present;
      else missing.push(`  ${name} reads ${paths.join(" or ")}, from ${from}`);
    }
    return found;
  });
  if (missing.length === 0) return located;
  const others = tables.filter(({ name }) => !missing.some((line) => line.startsWith(`  ${name} reads`)));
  throw new MissingDataError(
    [
      `These files are not in "${directory}":`,
      ...missing,
      "Put them there, or name another folder by --data or TASTEMAKER_DATA.",
      ...(others.length > 0
        ? [`The data is there for: tastemaker repro ${others.map(({ name }) => name).join(" ")}`]
        : []),
    ].join("\n"),
  );
}
