import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NotBuiltError } from "../errors.js";

export interface WebBuild {
  readonly directory: string;
  /** The file that a finished build leaves. */
  readonly buildId: string;
}

/** The repository's web app, or undefined where this package is installed from npm. */
export function webBuild(): WebBuild | undefined {
  const directory = fileURLToPath(new URL("../../../../../apps/web", import.meta.url));
  if (!existsSync(path.join(directory, "package.json"))) return undefined;
  return { directory, buildId: path.join(directory, ".next", "BUILD_ID") };
}

/**
 * Node's arguments that start the built web app, and where.
 *
 * @throws NotBuiltError
 */
export function webProgram({ host, port }: { host: string; port: number }): {
  directory: string;
  args: string[];
} {
  const web = webBuild();
  if (web === undefined) {
    throw new NotBuiltError(
      "--with-web serves the web app of the repository, which is not here: leave the option out.",
    );
  }
  if (!existsSync(web.buildId)) {
    throw new NotBuiltError(
      "The web app is not built: run `npm run build` in the repository, or leave out --with-web.",
    );
  }
  const next = createRequire(path.join(web.directory, "package.json")).resolve("next/dist/bin/next");
  return { directory: web.directory, args: [next, "start", "--hostname", host, "--port", String(port)] };
}
