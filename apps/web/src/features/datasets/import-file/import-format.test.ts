import { describe, expect, it } from "vitest";
import { guessFormat, suggestName } from "./import-format";

describe("guessFormat", () => {
  it.each([
    ["u.data", "196\t242\t3\t881250949", "movielens-100k"],
    ["u1.base", "1\t1\t5\t874965758", "movielens-100k"],
    ["ml-1m.train.pairs.tsv", "0\t32", "ncf"],
    ["ml-1m.test.rating", "0\t25\t5\t978824351", "ncf"],
    ["subset2000_train.csv", "1,133,8", "libimseti"],
    ["ratings.csv", "userId,movieId,rating,timestamp", "csv"],
    ["u.data", "user\titem\trating", "csv"],
    ["purchases.tsv", "customer\tsku", "csv"],
  ])("%s beginning with %j is %s", (name, line, format) => {
    expect(guessFormat(name, line)).toBe(format);
  });
});

describe("suggestName", () => {
  it.each([
    ["ratings.csv", "ratings"],
    ["My Ratings (2).csv", "my-ratings-2"],
    ["u.data", "u"],
    ["_Ünï.tsv", "n"],
    ["日本.csv", "data"],
    ["ml-1m.train.pairs.tsv", "ml-1m.train.pairs"],
  ])("%s becomes %s", (file, name) => expect(suggestName(file)).toBe(name));

  it("always suggests a name the API takes", () => {
    for (const file of ["--x--.csv", `${"a".repeat(200)}.csv`, " .csv", "..", "A"]) {
      expect(suggestName(file)).toMatch(/^[a-z0-9][a-z0-9._-]{0,79}$/);
    }
  });
});
