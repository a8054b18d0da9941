import { expect, test } from "vitest";
import { sectionOf, updateDocument } from "./update-document.js";

const text =
  "Before.\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nBetween.\n<!-- bench:b -->\n<!-- /bench:b -->\n";

test("what stands between the marks is replaced, and nothing else", () => {
  const once = updateDocument(text, new Map([["a", "new"]]));
  expect(once).toBe(text.replace("\nold\n", "\n\nnew\n\n"));
  expect(sectionOf(once, "a")).toBe("new");
  expect(updateDocument(once, new Map([["a", "new"]]))).toBe(once);
});

test("a benchmark without marks is named", () => {
  expect(() => updateDocument(text, new Map([["c", "new"]]))).toThrow(
    'The document has no place for "c": add <!-- bench:c --> and <!-- /bench:c -->.',
  );
});
