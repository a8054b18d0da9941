import { describe, expect, it } from "vitest";
import { takeScreenshot } from "../harness/screenshots";
import type { Walker } from "../harness/walker";

export function walkThroughModels(walker: Walker): void {
  describe("models", () => {
    it("are compared, and one is promoted", async () => {
      const { page } = walker;
      await page.goto("/models");
      await walker.heading("Models").waitFor();
      await walker.press("Promote neumf v1");
      await walker.isClean();
      await walker.press("Make it production");
      await page.getByRole("row", { name: /neumf v1 production/ }).waitFor();
      await walker.press("Promote biased-mf v3");
      await walker.waitForText("It takes the place of neumf v1 as production");
      await page.getByRole("radio", { name: /^canary/ }).check();
      await walker.press("Make it canary");
      await page.getByRole("row", { name: /biased-mf v3 canary/ }).waitFor();
      await walker.press("NDCG@10");
      await walker.at(/sort=ndcg/);
      await page.getByLabel("List length").selectOption("20");
      await page.getByRole("button", { name: "NDCG@20" }).waitFor();
      await page.goto("/models?sort=ndcg%4010");
      await walker.heading("Models").waitFor();
      await walker.isClean();
      await takeScreenshot(page, "models");
      await page.getByRole("link", { name: "neumf v1" }).click();
      await walker.heading("neumf v1").waitFor();
      await walker.waitForText("MLP embedding size");
      await walker.isClean();
    });

    it("are on the overview once in production", async () => {
      const { page } = walker;
      await page.goto("/");
      await page.getByRole("row", { name: /films neumf v1 NDCG@10 0\.\d{4}/ }).waitFor();
      expect(await page.getByText("Bring data").count()).toBe(0);
      await walker.isClean();
      await takeScreenshot(page, "overview");
    });
  });
}
