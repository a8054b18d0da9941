import { type Browser, chromium } from "playwright-core";

/** The Chromium to test with. */
export const chromiumPath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A function of a page, to call from here. */
export interface PageFunction {
  /**
   * Calls it with arguments that JSON can hold, and gives back what it resolves to.
   *
   * @throws Error when the page has complained of anything since it was opened: on its console, or by an exception
   */
  call(...args: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a page and waits until its script has made the function `name` global. */
export async function openPage(browser: Browser, url: string, name: string): Promise<PageFunction> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "log") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  await page.waitForFunction(`typeof ${name} === "function"`);
  return {
    async call(...args) {
      const outcome: unknown = await page.evaluate(`${name}(...${JSON.stringify(args)})`);
      if (complaints.length > 0) throw new Error(`The page complains: ${complaints.join("; ")}`);
      return outcome;
    },
    close: () => page.close(),
  };
}
