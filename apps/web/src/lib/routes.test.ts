import { expect, it } from "vitest";
import { isId, newRunHref, safeNext, signInHref } from "./routes";

it("keeps the way back through sign-in", () => {
  expect(signInHref("/runs?status=FAILED")).toBe("/sign-in?next=%2Fruns%3Fstatus%3DFAILED");
  expect(signInHref("/")).toBe("/sign-in");
});

it.each(["/runs?status=FAILED", "/preview#top", "/"])("goes back to %s", (next) => {
  expect(safeNext(next)).toBe(next);
});

it.each([
  undefined,
  "",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/api/x",
])("does not leave the app for %j", (next) => {
  expect(safeNext(next)).toBe("/");
});

it("leaves out of a link what is not preset", () => {
  expect(newRunHref({})).toBe("/runs/new");
  expect(newRunHref({ datasetId: "d", modelName: "neumf" })).toBe("/runs/new?dataset=d&model=neumf");
});

it("knows an id from another path segment", () => {
  expect(isId("019ab2c0-0000-7000-8000-000000000000")).toBe(true);
  expect(isId("new")).toBe(false);
});
