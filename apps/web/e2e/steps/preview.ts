import { describe, expect, it } from "vitest";
import { takeScreenshot } from "../harness/screenshots";
import type { Walker } from "../harness/walker";

export function walkThroughPreview(walker: Walker): void {
  describe("preview", () => {
    it("sets two versions side by side for a user who is searched for", async () => {
      const { page } = walker;
      await page.getByRole("link", { name: "Preview films" }).click();
      await walker.heading("Preview").waitFor();
      await walker.waitForText(/of 10 items are in both lists/);
      expect(await page.getByLabel("First version").locator("select").inputValue()).not.toBe(
        await page.getByLabel("Second version").locator("select").inputValue(),
      );
      await page.locator("#user").click();
      await page.getByRole("combobox", { name: /user/i }).fill("33");
      await page.getByRole("option", { name: /user-33\b/ }).waitFor();
      await walker.isClean();
      await page.keyboard.press("Enter");
      await walker.at(/user=user-\d*33/);
      await walker.waitForText(/^What user-\d*33 did/);
      await page.getByLabel("Second version").locator("select").selectOption({ label: "popularity v2" });
      await walker.at(/right=/);
      await page.getByLabel("List length").selectOption("20");
      await walker.at(/k=20/);
      await walker.waitForText(/of 20 items are in both lists/);
      const lists = page.getByRole("region").filter({ has: page.getByLabel(/version$/) });
      for (const side of [0, 1]) expect(await lists.nth(side).getByRole("listitem").count()).toBe(20);
      const shared = Number(
        /(\d+) of 20/.exec((await page.getByText(/items are in both lists/).textContent()) ?? "")?.[1],
      );
      expect(
        await lists
          .nth(0)
          .getByText(/^both · #/)
          .count(),
      ).toBe(shared);
      await walker.isClean();
      await page.getByLabel("List length").selectOption("10");
      await page.getByLabel("Second version").locator("select").selectOption({ index: 0 });
      await walker.waitForText(/of 10 items are in both lists/);
      await takeScreenshot(page, "preview");
      const link = page.url();
      await page.goto("/");
      await page.goto(link);
      await walker.waitForText(/of 10 items are in both lists/);
    });
  });
}
