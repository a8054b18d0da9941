import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { averagePopularity } from "./average-popularity.js";
import { catalogueCoverage } from "./catalogue-coverage.js";
import { gini } from "./gini.js";
import { novelty } from "./novelty.js";

const exposures = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 })
  .map((counts) => Int32Array.from(counts));

describe("catalogue coverage", () => {
  test.each([
    { exposure: [0, 0, 0, 0], expected: 0 },
    { exposure: [3, 0, 1, 0], expected: 0.5 },
    { exposure: [1, 1, 7], expected: 1 },
  ])("of $exposure is $expected", ({ exposure, expected }) => {
    expect(catalogueCoverage(Int32Array.from(exposure))).toBe(expected);
  });
});

describe("Gini of exposure", () => {
  test.each([
    { exposure: [2, 2, 2, 2], expected: 0 },
    { exposure: [0, 0, 0, 8], expected: 3 / 4 },
    // Ascending 1, 2, 3, 4: (−3·1 − 1·2 + 1·3 + 3·4) / (4 · 10)
    { exposure: [3, 1, 4, 2], expected: 10 / 40 },
    { exposure: [0, 1], expected: 1 / 2 },
    { exposure: [0, 0, 0], expected: 0 },
  ])("of $exposure is $expected", ({ exposure, expected }) => {
    expect(gini(Int32Array.from(exposure))).toBeCloseTo(expected, 12);
  });

  test("is half the mean difference of two items over the mean", () => {
    fc.assert(
      fc.property(exposures, (exposure) => {
        const total = exposure.reduce((sum, one) => sum + one, 0);
        fc.pre(total > 0);
        let differences = 0;
        for (const a of exposure) for (const b of exposure) differences += Math.abs(a - b);
        expect(gini(exposure)).toBeCloseTo(differences / (2 * exposure.length * total), 10);
      }),
      { seed: 1 },
    );
  });

  test("is the same for exposures in another order or of another size, and does not sort what it is given", () => {
    fc.assert(
      fc.property(exposures, (exposure) => {
        const before = exposure.slice();
        expect(gini(exposure.toReversed())).toBeCloseTo(gini(exposure), 12);
        expect(gini(exposure.map((count) => 3 * count))).toBeCloseTo(gini(exposure), 12);
        expect(exposure).toEqual(before);
      }),
      { seed: 1 },
    );
  });
});

describe("popularity and novelty", () => {
  const popularity = Int32Array.of(8, 4, 1, 0);

  test.each([
    { list: [0, 1], expected: 6 },
    { list: [3], expected: 0 },
    { list: [0, 1, 2], expected: 13 / 3 },
    { list: [], expected: 0 },
  ])("users of the items of $list: $expected", ({ list, expected }) => {
    expect(averagePopularity(Int32Array.from(list), popularity)).toBe(expected);
  });

  test.each([
    // Everybody of the eight has item 0: no information. Half have item 1: one bit. One has item 2: three bits.
    { list: [0], expected: 0 },
    { list: [0, 1], expected: 0.5 },
    { list: [1, 2], expected: 2 },
    // An item that nobody has counts as one that a single user has.
    { list: [2, 3], expected: 3 },
    { list: [], expected: 0 },
  ])("bits of $list: $expected", ({ list, expected }) => {
    expect(novelty(Int32Array.from(list), { popularity, numUsers: 8 })).toBe(expected);
  });
});
