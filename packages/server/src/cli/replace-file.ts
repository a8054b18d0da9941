import { access, constants, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "./errors.js";

/** Writes beside and then moves: an interruption leaves what was there before. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await targetOf(file);
  try {
    await writeFile(beside(target), text);
    await rename(beside(target), target);
  } finally {
    await rm(beside(target), { force: true });
  }
}

/** Before the work whose result `replaceFile` will write. @throws UsageError naming the option where it could not */
export async function checkReplaceable(option: string, file: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UsageError(`${option} ${file}: there is no folder "${folder}". Make it, or name another.`);
  }
  const present = await stat(file).catch(() => undefined);
  if (present?.isDirectory()) {
    throw new UsageError(`${option} ${file}: it is a folder. Name a file.`);
  }
  try {
    if (present) await access(file, constants.W_OK);
    // What modes allow, a file system that is read-only may not.
    const probe = beside(await targetOf(file));
    await (await open(probe, "wx")).close();
    await rm(probe);
  } catch {
    throw new UsageError(`${option} ${file}: you may not write there. Name another file.`);
  }
}

/** What a link names, which stays a link. */
async function targetOf(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}

/** Nobody's but this process's. */
function beside(file: string): string {
  return `${file}.${process.pid}.new`;
}
