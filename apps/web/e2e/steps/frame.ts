import { describe, expect, it } from "vitest";
import type { Walker } from "../harness/walker";

export function walkThroughFrame(walker: Walker): void {
  describe("the frame", () => {
    it("is worked by keyboard", async () => {
      const { page } = walker;
      await page.goto("/");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
      await page.keyboard.press("g");
      await page.keyboard.press("d");
      await walker.at("/datasets");
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByText("neumf v1").waitFor();
      await walker.isClean();
      await page.keyboard.type("start a run");
      await page.keyboard.press("Enter");
      await walker.at("/runs/new");
      await walker.heading("Start a run").waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await walker.isClean();
      await page.keyboard.press("Escape");
    });

    it("is as readable in the dark, and stays dark", async () => {
      const { page } = walker;
      await page.goto("/models");
      await walker.press("Use the dark theme");
      await walker.isClean();
      for (const path of ["/", "/preview", "/runs/new", "/datasets/new", "/keys"]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        expect(await page.evaluate(() => document.documentElement.classList.contains("dark"))).toBe(true);
        await walker.isClean();
      }
      await walker.press("Use the light theme");
    });

    it("fits a phone without scrolling sideways", async () => {
      const { page } = walker;
      await page.setViewportSize({ width: 390, height: 844 });
      for (const path of [
        "/",
        "/datasets",
        "/datasets/new",
        "/runs",
        "/runs/new",
        "/models",
        "/preview",
        "/keys",
      ]) {
        await page.goto(path);
        await page.waitForLoadState("networkidle");
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect({ path, overflow }).toEqual({ path, overflow: 0 });
        await walker.isClean();
      }
      await walker.press("Open the menu");
      await page.getByRole("dialog").getByRole("link", { name: "Models" }).click();
      await walker.heading("Models").waitFor();
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    it("says so where there is nothing", async () => {
      const { page } = walker;
      for (const path of ["/nothing/here", "/runs/no-id", "/models/00000000-0000-7000-8000-000000000000"]) {
        await page.goto(path);
        await walker.heading("There is nothing at this address").waitFor();
        await walker.isClean();
      }
      expect(walker.takeComplaints().every((complaint) => complaint.includes("404"))).toBe(true);
    });

    it("signs out, and in again at the page one was sent away from", async () => {
      const { page, context } = walker;
      await page.goto("/models");
      await walker.press(/^Account/);
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await walker.at("/sign-in");
      await page.goto("/models");
      await walker.at("/sign-in?next=%2Fmodels");
      await page.getByLabel("Email").fill(walker.stack.email);
      await page.getByLabel("Password").fill(walker.stack.password);
      await walker.press("Sign in");
      await walker.at("/models");
      // A session that ends while the page is open.
      await context.clearCookies();
      await page.getByRole("link", { name: "Data sets" }).click();
      await walker.at("/sign-in?next=%2Fdatasets");
    });
  });
}
