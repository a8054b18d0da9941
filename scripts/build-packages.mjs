import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root, workspacePackages } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";

const stampFile = path.join(root, "node_modules", ".tastemaker-build");

/** Folders that a build writes or that no build reads. */
const ignoredFolders = new Set([
  "node_modules",
  "dist",
  ".next",
  ".turbo",
  "generated",
  "coverage",
  "test-results",
]);

/**
 * Builds all packages through turbo, or does nothing when the sources are those of the last build: even a cached turbo
 * run takes seconds.
 *
 * @param {(message: string) => void} say
 * @throws Error where a build fails
 */
export async function buildPackages(say) {
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp()) return;
  say("Building core, server and the web app …");
  const turbo = path.join(root, "node_modules", ".bin", "turbo");
  const status = await runCommand(turbo, ["run", "build", "--output-logs=errors-only", "--ui=stream"]);
  if (status !== 0)
    throw new Error(`The build failed (turbo ended with status ${status}; the reason is above).`);
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp());
}

/** The build's sources and when its outputs were written: a build made by hand in between is noticed. */
function stamp() {
  const outputs = workspacePackages().flatMap((directory) =>
    ["dist/index.js", ".next/BUILD_ID"]
      .map((file) => statSync(path.join(root, directory, file), { throwIfNoEntry: false }))
      .map((found) => found?.mtimeMs ?? "absent"),
  );
  return [sourceHash(), ...outputs].join(" ");
}

/** A digest of every file that a build may read. Tests are not among them. */
function sourceHash() {
  const hash = createHash("sha256");
  const shared = [
    "package.json",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "tsconfig.base.json",
    "turbo.json",
  ];
  for (const file of [...shared, ...workspacePackages().flatMap(sourceFiles)]) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.update(process.versions.modules).digest("hex");
}

function sourceFiles(directory) {
  return readdirSync(path.join(root, directory), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : sourceFiles(file);
      return entry.isFile() && !/\.test\.tsx?$|\.tsbuildinfo$/.test(entry.name) ? [file] : [];
    });
}
