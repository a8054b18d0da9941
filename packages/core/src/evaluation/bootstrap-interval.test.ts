import { expect, test } from "vitest";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { bootstrapInterval } from "./bootstrap-interval.js";

test("equal values have an interval of no width", () => {
  const interval = bootstrapInterval(new Float32Array(50).fill(0.25), { seed: 1 });
  expect(interval).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
});

test("is that of the normal approximation where there are many values", () => {
  const random = createRandom(3);
  const values = Float32Array.from({ length: 4000 }, () => random.uniform());
  const { mean, low, high } = bootstrapInterval(values, { seed: 4, samples: 4000 });
  // The standard deviation of a uniform value is √(1/12).
  const halfWidth = 1.96 * Math.sqrt(1 / 12 / values.length);
  expect(low).toBeCloseTo(mean - halfWidth, 3);
  expect(high).toBeCloseTo(mean + halfWidth, 3);
});

test("holds the true mean about as often as its level says", () => {
  const random = createRandom(5);
  let held = 0;
  for (let trial = 0; trial < 300; trial++) {
    const values = Float32Array.from({ length: 80 }, () => (random.uniform() < 0.3 ? 1 : 0));
    const { low, high } = bootstrapInterval(values, { seed: trial, samples: 300, level: 0.9 });
    if (low <= 0.3 && 0.3 <= high) held++;
  }
  expect(held / 300).toBeGreaterThan(0.85);
  expect(held / 300).toBeLessThan(0.95);
});

test("the seed decides it", () => {
  const values = Float32Array.of(0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0.5);
  expect(bootstrapInterval(values, { seed: 8 })).toEqual(bootstrapInterval(values, { seed: 8 }));
  expect(bootstrapInterval(values, { seed: 8, samples: 20 })).not.toEqual(
    bootstrapInterval(values, { seed: 9, samples: 20 }),
  );
});

test("refuses no values, no samples and a level outside 0 … 1", () => {
  expect(() => bootstrapInterval(new Float32Array(), { seed: 1 })).toThrow(InvalidInteractionsError);
  expect(() => bootstrapInterval(Float32Array.of(1), { seed: 1, samples: 0 })).toThrow(InvalidConfigError);
  expect(() => bootstrapInterval(Float32Array.of(1), { seed: 1, level: 95 })).toThrow(/level is 95/);
});
