import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { modelRegistry } from "../../src/models/registry.js";
import { modelsTable, withModelsTable } from "./models-table.js";

const document = readFileSync(new URL("../../../../docs/models.md", import.meta.url), "utf8");

it("docs/models.md has every model of the registry as its definition tells it: npm run docs writes it anew", () => {
  expect(document).toBe(withModelsTable(document, modelsTable(modelRegistry.values())));
});

it.each([...modelRegistry.values()])(
  "$name says what it does, whose it is, when to use it and when not",
  (definition) => {
    const { title, summary, paper, whenToUse, whenNotToUse = "" } = definition;
    expect(title.length).toBeGreaterThan(2);
    // A year stands in every citation.
    expect(paper).toMatch(/\b(19|20)\d\d\b/);
    for (const sentence of [summary, whenToUse, whenNotToUse])
      expect(sentence).toMatch(/^[^a-z].{15,}[.)”"]$/);
  },
);

it("refuses a document without a place for the table", () => {
  expect(() => withModelsTable("# Models", "")).toThrow("no place for the models");
});
