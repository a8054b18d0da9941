import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { checkSnippets, snippetsOf } from "./snippets.js";

const root = path.join(import.meta.dirname, "../../../..");
const documents = [
  ...[
    "README.md",
    "CONTRIBUTING.md",
    "docs/models.md",
    "packages/core/README.md",
    "packages/server/README.md",
  ],
  ...readdirSync(path.join(root, "docs/guides")).map((guide) => `docs/guides/${guide}`),
];

it("every program of the documents compiles", () => {
  const snippets = documents.flatMap((document) => snippetsOf(root, document));
  expect(snippets.length).toBeGreaterThan(12);
  expect(checkSnippets(snippets)).toEqual([]);
});

it("says what does not compile, and where", () => {
  const wrong = { name: "a.md:3", text: "const model = await trainModel('ease', train, { seeds: 1 });" };
  const right = { name: "b.md:9", text: "model.dispose();" };
  expect(checkSnippets([right, wrong])).toEqual([expect.stringMatching(/^a\.md:3: .*seeds/s)]);
});
