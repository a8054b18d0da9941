import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityProblems } from "./accessibility";
import { openBrowser, type TestBrowser } from "./open-browser";
import type { SmallFile } from "./small-files";
import type { Stack } from "./start-stack";

/** What an id looks like in an address. */
export const uuid = "[0-9a-f]{8}-[0-9a-f-]{27}";

/** Somebody who uses the app: what they do and see, in the app's own words. */
export class Walker {
  #opened: TestBrowser | undefined;

  constructor(readonly stack: Stack) {}

  async open(): Promise<void> {
    this.#opened = await openBrowser(this.stack.url);
  }

  async close(): Promise<void> {
    await this.#opened?.browser.close();
  }

  get page(): Page {
    return this.#browser.page;
  }

  get context(): BrowserContext {
    return this.#browser.context;
  }

  /** What the browser complained of since it was last asked. */
  takeComplaints(): string[] {
    return this.#browser.takeComplaints();
  }

  /** Waits for an address. */
  at(url: string | RegExp): Promise<void> {
    return this.page.waitForURL(url);
  }

  press(button: string | RegExp): Promise<void> {
    return this.page.getByRole("button", { name: button }).click();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  async waitForText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: 120_000 });
  }

  /** Nothing on the page keeps anybody from using it. */
  async isClean(): Promise<void> {
    // A page that is still on its way has no title yet; one that never gets one is not waited for for ever.
    await this.page.waitForFunction("document.title !== ''");
    expect(await accessibilityProblems(this.page)).toEqual([]);
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel("Email").fill(this.stack.email);
    await this.page.getByLabel("Password").fill(this.stack.password);
    await this.press("Sign in");
  }

  /** Opens the import form with a file. */
  async choose(file: SmallFile): Promise<void> {
    await this.page.goto("/datasets/new");
    await this.page.getByLabel("File", { exact: true }).setInputFiles(file);
  }

  /** Starts a run on the films with these settings in the form, and waits for its page. */
  async startRun(settings: Readonly<Record<string, string>>, model: string): Promise<void> {
    await this.page.goto(`/runs/new?model=${model}`);
    await this.page.getByLabel("Data set").selectOption("films");
    for (const [label, value] of Object.entries(settings)) {
      await this.page.getByLabel(label, { exact: true }).fill(value);
    }
    await this.press("Start the run");
    await this.at(new RegExp(`/runs/${uuid}$`));
  }

  get #browser(): TestBrowser {
    if (!this.#opened) throw new Error("The browser is not open.");
    return this.#opened;
  }
}
