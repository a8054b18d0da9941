import { describe, expect, it } from "vitest";
import { columnProblems, guessColumns } from "./column-roles";

describe("guessColumns", () => {
  it("knows common names, however they are written", () => {
    expect(guessColumns(["userId", "movieId", "rating", "timestamp"])).toEqual({
      user: "userId",
      item: "movieId",
      value: "rating",
      timestamp: "timestamp",
    });
    expect(guessColumns(["Created At", "Product_ID", "customer-id"])).toEqual({
      user: "customer-id",
      item: "Product_ID",
      value: "",
      timestamp: "Created At",
    });
  });

  it("leaves open what it cannot tell", () => {
    expect(guessColumns(["a", "b"])).toEqual({ user: "", item: "", value: "", timestamp: "" });
  });
});

describe("columnProblems", () => {
  it("asks for user and item", () => {
    expect(Object.keys(columnProblems({ user: "", item: "", value: "", timestamp: "" }))).toEqual([
      "user",
      "item",
    ]);
  });

  it("refuses one column in two roles", () => {
    const problems = columnProblems({ user: "id", item: "id", value: "", timestamp: "" });
    expect(problems.user).toContain("“id” is the item already");
    expect(problems.item).toContain("“id” is the user already");
  });

  it("accepts a file without values and times", () => {
    expect(columnProblems({ user: "u", item: "i", value: "", timestamp: "" })).toEqual({});
  });
});
