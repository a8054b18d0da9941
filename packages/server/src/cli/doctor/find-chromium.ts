import { accessSync, constants } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where a browser for the tests is, or why there is none and how to get one. */
export type FoundChromium =
  | { readonly path: string; readonly problem?: never }
  | { readonly path?: never; readonly problem: string };

/** Looks at CHROMIUM_PATH, then along PATH, then in the usual places of macOS. */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): FoundChromium {
  const asked = environment["CHROMIUM_PATH"];
  if (asked) {
    return isExecutable(asked)
      ? { path: asked }
      : { problem: `CHROMIUM_PATH is "${asked}", which is no program that can be run. Correct or unset it.` };
  }
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = [...candidates, ...applications].find(isExecutable);
  return found
    ? { path: found }
    : {
        problem:
          "No Chromium is installed. Get it with `apt-get install chromium`, or name one in CHROMIUM_PATH.",
      };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
