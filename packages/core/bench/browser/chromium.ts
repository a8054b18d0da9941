import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NotInstalledError } from "../harness/not-installed-error.js";

/** What is used of playwright-core, which the web app tests with. */
export interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface Page {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: { launch(options: Readonly<Record<string, unknown>>): Promise<Browser> };
}

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @throws NotInstalledError where there is no Chromium or no playwright-core */
export async function launchChromium(): Promise<Browser> {
  const { chromium } = loadPlaywright();
  return chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
}

function loadPlaywright(): Playwright {
  const webApp = fileURLToPath(new URL("../../../../apps/web/package.json", import.meta.url));
  try {
    return createRequire(webApp)("playwright-core") as Playwright;
  } catch {
    throw new NotInstalledError("playwright-core", "it comes with the web app: npx pnpm install");
  }
}

function findChromium(): string {
  const asked = process.env["CHROMIUM_PATH"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = asked
    ? [asked]
    : folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found)
    throw new NotInstalledError("Chromium", "apt-get install chromium, or name one in CHROMIUM_PATH");
  return found;
}
