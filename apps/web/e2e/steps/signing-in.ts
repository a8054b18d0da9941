import { describe, expect, it } from "vitest";
import type { Walker } from "../harness/walker";

export function walkThroughSigningIn(walker: Walker): void {
  describe("signing in", () => {
    it("leads to where one wanted to go, and says what is wrong with a password", async () => {
      const { page } = walker;
      await page.goto("/runs?status=FAILED");
      await walker.at("/sign-in?next=%2Fruns%3Fstatus%3DFAILED");
      await walker.isClean();
      await page.getByLabel("Email").fill(walker.stack.email);
      await page.getByLabel("Password").fill("not the password");
      await walker.press("Sign in");
      await page
        .getByRole("alert")
        .filter({ hasText: /password/i })
        .waitFor();
      // The browser itself notes the refusal.
      expect(walker.takeComplaints().every((complaint) => complaint.includes("401"))).toBe(true);
      await page.getByLabel("Password").fill(walker.stack.password);
      await walker.press("Sign in");
      await walker.at("/runs?status=FAILED");
      await walker.heading("Runs").waitFor();
      await walker.isClean();
    });

    it("shows the first steps of an empty store", async () => {
      await walker.page.goto("/");
      await walker.heading("Overview").waitFor();
      await walker.waitForText("Bring data");
      await walker.isClean();
    });
  });
}
