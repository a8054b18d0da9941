import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface TestBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of since it was last asked: errors and warnings of its console, exceptions. */
  takeComplaints(): string[];
}

export async function openBrowser(baseURL: string): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: switches });
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { browser, context, page, takeComplaints: () => complaints.splice(0) };
}

/** @throws Error saying how to get one */
function findChromium(): string {
  const asked = process.env["CHROMIUM_PATH"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = asked
    ? [asked]
    : folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new Error(
    asked
      ? `CHROMIUM_PATH is "${asked}", which is no program that can be run. Correct or unset it.`
      : "No Chromium is installed. Get it with `apt-get install chromium`, or name one in CHROMIUM_PATH.",
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
