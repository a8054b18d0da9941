import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const repositoryRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the public data sets lie: TASTEMAKER_DATA, or ../shared/data beside the repository. */
export const realDataDirectory = resolve(
  repositoryRoot,
  process.env["TASTEMAKER_DATA"] || join("..", "shared", "data"),
);

/** What to append to the name of a test that is skipped without the data. */
export const realDataNote = existsSync(realDataDirectory)
  ? ""
  : ` (skipped where there is no real data: ${realDataDirectory} is absent; set TASTEMAKER_DATA to the folder of the public data sets)`;

/**
 * The path of a file or folder of the public data sets, such as `ml-100k/u.data`; undefined where it is absent.
 *
 * ```ts
 * const path = realData("ml-100k/u.data");
 * it.skipIf(!path)(`reads the whole file${realDataNote}`, async () => { … });
 * ```
 *
 * @throws Error where it is absent and CI is "true": a gate must not pass by skipping
 */
export function realData(file: string): string | undefined {
  const path = join(realDataDirectory, file);
  if (existsSync(path)) return path;
  if (process.env["CI"] === "true") {
    throw new Error(
      `CI=true needs the real data, and ${path} is absent. Set TASTEMAKER_DATA to the folder that holds it.`,
    );
  }
  return undefined;
}
