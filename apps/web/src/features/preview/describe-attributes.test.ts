import { expect, it } from "vitest";
import { describeAttributes } from "./describe-attributes";

it("puts what is known into one line, and leaves out what is not", () => {
  expect(describeAttributes({ age: 24, zip: "", genres: ["Drama", "War"], seen: null, vip: false })).toBe(
    "age 24 · genres Drama, War · vip false",
  );
  expect(describeAttributes(null)).toBe("");
});
