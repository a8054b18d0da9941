import { describe, expect, it } from "vitest";
import { importUrl, readAnswer } from "./upload";

describe("importUrl", () => {
  it("names the columns that have a role", () => {
    const columns = { user: "user id", item: "item&", value: "", timestamp: "t" };
    expect(importUrl({ name: "mine", format: "csv", columns })).toBe(
      "/api/datasets/import?name=mine&format=csv&user=user+id&item=item%26&timestamp=t",
    );
  });

  it("names none for a format that knows its columns", () => {
    expect(importUrl({ name: "ml", format: "movielens-100k", columns: null })).toBe(
      "/api/datasets/import?name=ml&format=movielens-100k",
    );
  });
});

describe("readAnswer", () => {
  it("takes the data set's id", () => {
    expect(readAnswer(202, '{"datasetId":"d"}')).toBe("d");
  });

  it("carries the API's code and reason", () => {
    expect(() => readAnswer(409, '{"code":"CONFLICT","message":"A data set named x exists."}')).toThrow(
      expect.objectContaining({ code: "CONFLICT", message: "A data set named x exists." }),
    );
  });

  it("says the status where there is no reason", () => {
    expect(() => readAnswer(500, "<html>")).toThrow(/status 500/);
    expect(() => readAnswer(200, "{}")).toThrow(/status 200/);
  });
});
