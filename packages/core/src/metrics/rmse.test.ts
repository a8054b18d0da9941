import { expect, test } from "vitest";
import { rmse } from "./rmse.js";

test.each([
  { predicted: [3, 4, 5], observed: [3, 4, 5], expected: 0 },
  { predicted: [1, 5], observed: [4, 1], expected: Math.sqrt((9 + 16) / 2) },
  { predicted: [0.5], observed: [2], expected: 1.5 },
  { predicted: [2, 2, 2, 2], observed: [1, 2, 3, 4], expected: Math.sqrt(6 / 4) },
])("$predicted against $observed: $expected", ({ predicted, observed, expected }) => {
  expect(rmse(Float32Array.from(predicted), Float32Array.from(observed))).toBeCloseTo(expected, 12);
});
