import { expect, test } from "vitest";
import { summarise } from "./statistics.js";

test("median, range and quartiles of unsorted values", () => {
  expect(summarise([9, 1, 4, 2])).toEqual({ median: 3, min: 1, max: 9, quartiles: [1.75, 5.25] });
  expect(summarise([7])).toEqual({ median: 7, min: 7, max: 7, quartiles: [7, 7] });
  expect(() => summarise([])).toThrow(RangeError);
});
