import { expect, test } from "vitest";
import { datasetName } from "../../schemas/dataset.js";
import { nameAfter } from "./name-after.js";

test.each([
  ["/data/ml-100k/", "ml-100k"],
  ["Ratings (Final).csv.gz", "ratings-final-"],
  ["_private.tsv", "private"],
  ["données 2024.txt", "donn-es-2024"],
  ["🎬.csv", "data"],
  ["a".repeat(200), "a".repeat(80)],
])("names %j %s", (source, name) => {
  expect(nameAfter(source)).toBe(name);
  expect(datasetName.safeParse(name).success).toBe(true);
});
