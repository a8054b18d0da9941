import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * The folders of all workspace packages, relative to the root: packages, then examples, then apps.
 *
 * @returns {string[]}
 */
export function workspacePackages() {
  return ["packages", "examples", "apps"].flatMap((parent) => {
    const folder = path.join(root, parent);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .sort()
      .map((name) => path.join(parent, name))
      .filter((directory) => existsSync(path.join(root, directory, "package.json")));
  });
}

/** @param {string} directory relative to the root */
export function readPackage(directory) {
  return JSON.parse(readFileSync(path.join(root, directory, "package.json"), "utf8"));
}
