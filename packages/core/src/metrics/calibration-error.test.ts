import fc from "fast-check";
import { expect, test } from "vitest";
import type { Labelling } from "../data/labelling.js";
import { calibrationError } from "./calibration-error.js";

/** Items: 0 drama, 1 comedy, 2 drama and comedy, 3 horror, 4 without a genre. */
const genres: Labelling = {
  title: "genre",
  names: ["drama", "comedy", "horror"],
  offsets: Int32Array.of(0, 1, 2, 4, 5, 5),
  labels: Int32Array.of(0, 1, 0, 1, 2),
};
const error = (history: number[], list: number[]) =>
  calibrationError(Int32Array.from(history), Int32Array.from(list), genres);

test.each([
  { history: [0, 1], list: [2], expected: 0 },
  { history: [0, 0, 1, 1], list: [1, 0], expected: 0 },
  // p = (1/2, 1/2), q = (1, 0): ½ ln(0.5 / 0.995) + ½ ln(0.5 / 0.005)
  { history: [0, 1], list: [0], expected: 1.95848 },
  // Of three items two thirds drama: q = (1/2, 1/2), q̃ = (0.50167, 0.49833)
  { history: [0, 0, 1], list: [2], expected: 0.05551 },
  // None of the history's genres
  { history: [0, 1], list: [3], expected: Math.log(100) },
  { history: [0, 1], list: [4], expected: Math.log(100) },
  // An item without a genre says nothing
  { history: [0, 1, 4], list: [2, 4], expected: 0 },
  { history: [4], list: [0], expected: 0 },
])("history $history, list $list: $expected", ({ history, list, expected }) => {
  expect(error(history, list)).toBeCloseTo(expected, 4);
});

test("is never negative, nor more than ln 100, and is 0 for the history itself", () => {
  const items = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(items, items, (history, list) => {
      expect(error(history, list)).toBeGreaterThanOrEqual(-1e-12);
      expect(error(history, list)).toBeLessThanOrEqual(Math.log(100) + 1e-12);
      expect(error(history, history)).toBeCloseTo(0, 12);
    }),
    { seed: 1 },
  );
});
