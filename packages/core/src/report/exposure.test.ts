import { expect, test } from "vitest";
import { exposureOf, popularityGroups } from "./exposure.js";

test("puts items into tenths of the interactions, the most popular first", () => {
  // Of 100 interactions the first item has 45, the next two 20 each, then fifteen items one each, and two none.
  const popularity = Int32Array.from([20, 45, 20, ...new Array(15).fill(1), 0, 0]);
  const groups = popularityGroups(popularity);
  expect(groups).toHaveLength(10);
  expect(groups.reduce((sum, { numItems }) => sum + numItems, 0)).toBe(20);
  expect(groups.reduce((sum, { interactions }) => sum + interactions, 0)).toBeCloseTo(1, 12);
  // The middles of the three fall at 22.5, 55 and 75 of 100.
  expect(groups[2]).toEqual({ numItems: 1, interactions: 0.45 });
  expect(groups[5]).toEqual({ numItems: 1, interactions: 0.2 });
  expect(groups[0]).toEqual({ numItems: 0, interactions: 0 });
  // Ten items from 90 on, and the two that nobody has.
  expect(groups[9]).toEqual({ numItems: 12, interactions: 0.1 });
  const exposure = new Int32Array(20);
  exposure[1] = 3;
  exposure[19] = 1;
  const shares = exposureOf({ popularity, exposure });
  expect(shares[2]).toBe(0.75);
  expect(shares[9]).toBe(0.25);
});
