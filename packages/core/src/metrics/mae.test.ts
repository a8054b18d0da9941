import { expect, test } from "vitest";
import { mae } from "./mae.js";

test.each([
  { predicted: [3, 4, 5], observed: [3, 4, 5], expected: 0 },
  { predicted: [1, 5], observed: [4, 1], expected: 3.5 },
  { predicted: [0.5], observed: [2], expected: 1.5 },
  { predicted: [2, 2, 2, 2], observed: [1, 2, 3, 4], expected: 1 },
])("$predicted against $observed: $expected", ({ predicted, observed, expected }) => {
  expect(mae(Float32Array.from(predicted), Float32Array.from(observed))).toBeCloseTo(expected, 12);
});
