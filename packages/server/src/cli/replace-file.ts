import { open, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "./errors.js";

/** Writes beside and then moves: an interruption leaves what was there before. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(beside(file), text);
  await rename(beside(file), file);
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
    // What modes allow, a file system that is read-only may not.
    await (await open(beside(file), "w")).close();
    await rm(beside(file));
  } catch {
    throw new UsageError(`${option} ${file}: you may not write there. Name another file.`);
  }
}

function beside(file: string): string {
  return `${file}.new`;
}
