import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

/** The README's pictures are replaced only when asked for: they differ a little from machine to machine. */
const folder =
  process.env["TASTEMAKER_SCREENSHOTS"] === "1"
    ? fileURLToPath(new URL("../../../../docs/screenshots", import.meta.url))
    : path.join(tmpdir(), "tastemaker-screenshots");

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
}
