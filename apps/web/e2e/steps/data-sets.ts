import { describe, expect, it } from "vitest";
import { headerOnly, largeFile, purchases } from "../harness/small-files";
import { uuid, type Walker } from "../harness/walker";

export function walkThroughDataSets(walker: Walker): void {
  describe("data sets", () => {
    it("generates demo data", async () => {
      const { page } = walker;
      await page.getByRole("link", { name: "Generate demo data" }).click();
      await walker.heading("Add a data set").waitFor();
      await walker.isClean();
      await page.getByLabel("Name").fill("Films!");
      await walker.press("Generate");
      expect(page.url()).toContain("/datasets/new");
      await page.getByLabel("Name").fill("films");
      await page.getByLabel("Users").fill("400");
      await page.getByLabel("Items", { exact: true }).fill("240");
      await page.getByLabel("Interactions per user").fill("30");
      await walker.press("Generate");
      await walker.at(new RegExp(`/datasets/${uuid}$`));
      await walker.waitForText("Every row could be read.");
      expect(await page.locator("dl").first().textContent()).toContain("Users400");
      await walker.isClean();
    });

    it("refuses a name that is taken before anything is sent", async () => {
      await walker.choose({ ...purchases, name: "films.csv" });
      await walker.waitForText("A data set named “films” exists already.");
    });

    it("imports a CSV by a mapping of its columns, and sets bad rows aside", async () => {
      const { page } = walker;
      await walker.choose(purchases);
      expect(await page.getByLabel("Name").inputValue()).toBe("my-purchases");
      expect(await page.getByRole("row").count()).toBe(11);
      await page.getByRole("cell", { name: "item 21 🍜" }).waitFor();
      await walker.press("Import");
      await walker.waitForText("Choose the column that says who.");
      await walker.isClean();
      for (const [role, column] of [
        ["User", "who"],
        ["Item", "what"],
        ["Value", "how many"],
        ["Time", "moment"],
      ] as const) {
        await page.getByLabel(role, { exact: true }).selectOption(column);
      }
      await walker.press("Import");
      await walker.at(new RegExp(`/datasets/${uuid}$`));
      await walker.waitForText("Rows set aside");
      await page.getByRole("row", { name: /302 .*half a row/ }).waitFor();
      await page.getByRole("row", { name: /303 .*many/ }).waitFor();
      const numbers = await page.locator("dl").first().textContent();
      expect(numbers).toContain("Users20");
      expect(numbers).toContain("Items33");
      expect(numbers).toContain("Interactions300");
      expect(numbers).toContain("values 1 to 5, with times");
      await walker.isClean();
    });

    it("says why a file cannot be imported, and keeps nothing of it", async () => {
      const { page } = walker;
      await walker.choose(headerOnly);
      await walker.waitForText("There are no rows below the header.");
      await walker.press("Import");
      await walker.at(new RegExp(`/datasets/${uuid}$`));
      await page
        .getByRole("alert")
        .filter({ hasText: "The import failed, and nothing of it was kept" })
        .waitFor();
      await walker.isClean();
      await walker.press("Remove");
      await walker.press("Remove the data set");
      await walker.at("/datasets");
      await walker.heading("Data sets").waitFor();
      expect(await page.getByRole("link", { name: "header-only" }).count()).toBe(0);
    });

    it("passes more than ten megabytes through to the API, whole", async () => {
      const { file, numRows } = largeFile(11);
      await walker.choose(file);
      await walker.press("Import");
      await walker.at(new RegExp(`/datasets/${uuid}$`));
      await walker.waitForText("Every row could be read.");
      await walker.waitForText(`from ${new Intl.NumberFormat("en").format(numRows)} rows read`);
    });

    it("finds them by name, and says when there is none", async () => {
      const { page } = walker;
      await page.goto("/datasets?q=fil");
      await page.getByRole("link", { name: "films" }).waitFor();
      expect(await page.getByRole("row").count()).toBe(2);
      await walker.isClean();
      await page.getByRole("searchbox").fill("nothing of that name");
      await walker.waitForText("No data set is named like “nothing of that name”");
      await walker.at(/q=nothing/);
      await walker.press("Clear the search");
      await page.getByRole("link", { name: "my-purchases" }).waitFor();
    });
  });
}
