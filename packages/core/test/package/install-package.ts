import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { runProgram } from "./run-program.js";

declare module "vitest" {
  interface ProvidedContext {
    /** What `npm pack` made, and the folder of the projects that have it installed. */
    installed: { readonly tarball: string; readonly projects: string };
  }
}

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
const binaries = fileURLToPath(new URL("../../../../node_modules/.bin", import.meta.url));

/** Packs the build and installs it, with the peers it asks for, into a folder outside the repository. */
export default async function installPackage(project: TestProject): Promise<() => Promise<void>> {
  await checkBuild();
  const folder = await mkdtemp(path.join(tmpdir(), "tastemaker-package-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const packed: unknown = JSON.parse(await run("npm", pack, packageFolder));
    const tarball = path.join(folder, filenameOf(packed));
    const projects = path.join(folder, "projects");
    await cp(path.join(packageFolder, "test/package/projects"), projects, { recursive: true });
    await writeManifests(projects, tarball);
    // The versions are those of the repository, so pnpm's store has them already.
    await run(path.join(binaries, "pnpm"), ["install", "--prefer-offline", "--no-frozen-lockfile"], projects);
    project.provide("installed", { tarball, projects });
    return remove;
  } catch (error) {
    await remove();
    throw error;
  }
}

async function writeManifests(projects: string, tarball: string): Promise<void> {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
    await readFile(path.join(packageFolder, "package.json"), "utf8"),
  );
  const root: { devDependencies: Record<string, string> } = JSON.parse(
    await readFile(path.join(packageFolder, "../../package.json"), "utf8"),
  );
  const manifest = {
    private: true,
    type: "module",
    // No optional peer is installed: a bundler must do without.
    dependencies: {
      "@tastemaker/core": `file:${tarball}`,
      "@tensorflow/tfjs": devDependencies["@tensorflow/tfjs"],
    },
    devDependencies: {
      "@types/node": root.devDependencies["@types/node"],
      typescript: root.devDependencies["typescript"],
    },
  };
  await writeFile(path.join(projects, "package.json"), JSON.stringify(manifest));
  await writeFile(path.join(projects, "pnpm-workspace.yaml"), "allowBuilds:\n  core-js: false\n");
}

/** The package must hold what its sources make: no module without its output, no output without its module. */
async function checkBuild(): Promise<void> {
  const modules = async (folder: string, pattern: RegExp) => {
    const files = await readdir(path.join(packageFolder, folder), { recursive: true }).catch(() => []);
    return files.filter((file) => pattern.test(file)).map((file) => file.replace(/\.[jt]s$/, ""));
  };
  const [sources, outputs] = [
    await modules("src", /(?<!\.test)\.ts$/),
    await modules("dist", /(?<!\.d)\.js$/),
  ];
  const different = [
    ...sources.filter((module) => !outputs.includes(module)),
    ...outputs.filter((module) => !sources.includes(module)),
  ];
  if (different.length > 0)
    throw new Error(
      `dist is not the build of src: they differ in ${different.slice(0, 3).join(", ")} (${different.length} modules). Run npm run build.`,
    );
}

function filenameOf(packed: unknown): string {
  const [first] = Array.isArray(packed) ? (packed as readonly { filename?: unknown }[]) : [];
  if (typeof first?.filename !== "string")
    throw new Error(`npm pack named no file: ${JSON.stringify(packed)}`);
  return first.filename;
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { status, stdout, stderr } = await runProgram(command, args, { cwd });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with status ${status}:\n${stdout}${stderr}`);
  return stdout;
}
