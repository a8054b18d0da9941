import { describe, expect, it } from "vitest";
import { takeScreenshot } from "../harness/screenshots";
import type { Walker } from "../harness/walker";

export function walkThroughRuns(walker: Walker): void {
  describe("runs", () => {
    it("holds the form to the model's own schema, at the field", async () => {
      const { page } = walker;
      await page.goto("/runs/new?model=neumf");
      await page.getByLabel("Epochs", { exact: true }).fill("0");
      await page.getByLabel("Hidden units").fill("32, 2.5");
      await walker.press("Start the run");
      await walker.waitForText("At least 1.");
      await walker.waitForText("2.5 is not a whole number.");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("config-epochs");
      await walker.isClean();
    });

    it("is watched live to its end, and after a reload shows the same", async () => {
      const { page } = walker;
      await walker.startRun({ Epochs: "14", "Batch size": "512", "Learning rate": "0.003" }, "neumf");
      await walker.waitForText(/^Training epoch [2-9] of 14$/);
      await page.getByRole("img", { name: /^Training loss/ }).waitFor();
      await walker.isClean();
      await page.reload();
      await walker.waitForText("Finished");
      await page.getByRole("link", { name: "See the version" }).waitFor();
      await page.getByRole("img", { name: /^NDCG@10 on the validation rows: .* Best epoch: / }).waitFor();
      const summary = await page
        .getByRole("img", { name: /^Training loss by epoch: / })
        .getAttribute("aria-label");
      // It may stop early.
      const epochs = /after epoch 1 to .* after epoch (\d+);/.exec(summary ?? "")?.[1];
      expect(Number(epochs)).toBeGreaterThan(1);
      await page.getByRole("row", { name: /^10 0\.\d{4} / }).waitFor();
      await walker.isClean();
      await takeScreenshot(page, "run");
      await page.getByLabel("Metric", { exact: true }).selectOption("hitRate@20");
      await walker.at(/metric=hitRate%4020|metric=hitRate@20/);
      await page.getByText(`${epochs} epochs in numbers`).click();
      await page.getByRole("row", { name: new RegExp(`^${epochs} `) }).waitFor();
      await walker.isClean();
    });

    it("leaves the curve out for a model without a loss", async () => {
      await walker.startRun({}, "popularity");
      await walker.waitForText("Finished");
      await walker.waitForText("No loss was recorded");
      await walker.startRun({ Epochs: "12", "Batch size": "512", "Learning rate": "0.005" }, "biased-mf");
      await walker.waitForText("Finished");
    });

    it("is cancelled after a question, and can be tried again", async () => {
      const { page } = walker;
      // Small steps take long: it must not stop early, by itself, before it is cancelled.
      await walker.startRun({ Epochs: "9000", "Batch size": "1" }, "gmf");
      await walker.waitForText(/^Training epoch \d+ of 9,?000$/);
      await walker.press("Cancel");
      await page.getByRole("alertdialog").waitFor();
      await walker.isClean();
      await walker.press("Cancel the run");
      await page.getByText("Cancelled", { exact: true }).first().waitFor();
      const cancelled = page.url();
      await walker.press("Retry");
      await page.waitForURL((url) => url.href !== cancelled);
      await walker.press("Cancel");
      await walker.press("Cancel the run");
      await page.getByText("Cancelled", { exact: true }).first().waitFor();
    });

    it("are listed, and filtered in the URL", async () => {
      const { page } = walker;
      await page.goto("/runs");
      await page.getByLabel("Status").selectOption("Cancelled");
      await walker.at("/runs?status=CANCELLED");
      expect(await page.getByRole("row").count()).toBe(3);
      await page.getByRole("searchbox").fill("neumf");
      await walker.waitForText("No run matches the filters");
      await walker.isClean();
      await walker.press("Clear the filters");
      expect(await page.getByRole("row").count()).toBe(6);
      await walker.isClean();
    });
  });
}
