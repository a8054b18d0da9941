import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readPackage, root, workspacePackages } from "./repository.mjs";
import { runCommand } from "./run-command.mjs";

const stampFile = path.join(root, "node_modules", ".tastemaker-install");

/**
 * Installs what the lock file names, with the pnpm that package.json pins, unless it is installed already.
 *
 * @param {(message: string) => void} say
 * @throws Error with a remedy where the install fails
 */
export async function installPackages(say) {
  const wanted = installHash();
  if (isInstalled(wanted)) return;
  const version = readPackage(".").devDependencies.pnpm;
  say(`Installing the packages with pnpm ${version} (a minute or two the first time) …`);
  // A node_modules of another layout is replaced without asking: there may be no terminal to ask on.
  const install = ["install", "--frozen-lockfile", "--config.confirm-modules-purge=false"];
  const status = await runCommand("npx", ["--yes", `pnpm@${version}`, ...install]);
  if (status !== 0) {
    throw new Error(
      status === 127
        ? "npx was not found: it comes with npm, which this needs next to Node. Install npm and run this again."
        : `The packages could not be installed (pnpm ended with status ${status}; its reason is above). Check that the npm registry is reachable, that the disk has 2 GB free and that this folder is yours, then run this again.`,
    );
  }
  writeFileSync(stampFile, wanted);
}

function isInstalled(wanted) {
  const complete = [".", ...workspacePackages()].every((directory) =>
    existsSync(path.join(root, directory, "node_modules")),
  );
  return complete && existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted;
}

/** What decides the content of node_modules: the lock file, the workspace, every manifest, the platform and Node. */
function installHash() {
  const hash = createHash("sha256");
  const manifests = [".", ...workspacePackages()].map((directory) => path.join(directory, "package.json"));
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`).digest("hex");
}
