import { describe, expect, it } from "vitest";
import type { Walker } from "../harness/walker";

export function walkThroughApiKeys(walker: Walker): void {
  describe("API keys", () => {
    it("are shown once, work, and stop working when revoked", async () => {
      const { page } = walker;
      await page.goto("/keys");
      await page.getByLabel("Name").fill("the shop");
      await walker.press("Make a key");
      const key = (await page.getByRole("dialog").locator("code").first().textContent()) ?? "";
      expect(key).toMatch(/^tm_/);
      await walker.isClean();
      await walker.press("Close");
      const input = encodeURIComponent(
        JSON.stringify({ json: { dataset: "films", userId: "user-1", k: 3 } }),
      );
      const ask = () =>
        fetch(`${walker.stack.url}/api/trpc/recommend?input=${input}`, {
          headers: { authorization: `Bearer ${key}` },
        });
      const answer = await (await ask()).json();
      expect(answer.result.data.json.items).toHaveLength(3);
      expect(answer.result.data.json.modelVersion).toMatchObject({ modelName: "neumf", version: 1 });
      await walker.press("Revoke the shop");
      await walker.press("Revoke the key");
      await walker.waitForText("No API keys yet");
      await walker.isClean();
      expect((await ask()).status).toBe(401);
    });
  });
}
