import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** True where the module is the program that Node was started with, not one that another imports. */
export function isMain(moduleUrl: string): boolean {
  const program = process.argv[1];
  return program !== undefined && pathToFileURL(realpathSync(program)).href === moduleUrl;
}
