import fc from "fast-check";
import { expect, test } from "vitest";
import { fromFloat16, isFiniteFloat16, toFloat16 } from "./float16.js";

const everyPattern = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const everyValue = fromFloat16(everyPattern);

test("has the bits of the standard", () => {
  const numbers = Float32Array.of(1, -2, 65_504, 2 ** -14, 2 ** -24, 0.333_251_953_125, 0, -0);
  expect([...toFloat16(numbers)]).toEqual([0x3c00, 0xc000, 0x7bff, 0x0400, 1, 0x3555, 0, 0x8000]);
  expect([...fromFloat16(toFloat16(numbers))]).toEqual([...numbers]);
});

test("every finite float16 number comes back with its bits", () => {
  const finite = everyPattern.filter(isFiniteFloat16);
  expect(finite).toHaveLength(2 ** 16 - 2 ** 11);
  expect(toFloat16(fromFloat16(finite))).toEqual(finite);
  expect(fromFloat16(finite).every(Number.isFinite)).toBe(true);
});

test("a tie goes to the even neighbour", () => {
  const ties = Float32Array.of(2049, 2051, -2049, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -25, 3 * 2 ** -25);
  const even = [2048, 2052, -2048, 1, 1 + 2 ** -9, 0, 2 ** -23];
  expect([...fromFloat16(toFloat16(ties))]).toEqual(even);
});

test("what rounds beyond the largest is infinite, and NaN stays NaN", () => {
  const large = Float32Array.of(65_519.99, 65_520, -65_520, 3e38, Number.POSITIVE_INFINITY, Number.NaN);
  const infinity = Number.POSITIVE_INFINITY;
  expect([...fromFloat16(toFloat16(large))]).toEqual([
    65_504,
    infinity,
    -infinity,
    infinity,
    infinity,
    Number.NaN,
  ]);
});

test("takes the nearest of all there are", () => {
  const ascending = [...everyValue].filter(Number.isFinite).sort((a, b) => a - b);
  const number = fc.oneof(
    fc.float({ noNaN: true, min: -65_504, max: 65_504 }),
    fc.float({ noNaN: true, min: Math.fround(-1e-4), max: Math.fround(1e-4) }),
  );
  fc.assert(
    fc.property(number, (value) => {
      const rounded = fromFloat16(toFloat16(Float32Array.of(value)))[0] as number;
      const above = ascending.findIndex((each) => each >= value);
      const neighbours = [ascending[above - 1], ascending[above]].filter((each) => each !== undefined);
      const nearest = Math.min(...neighbours.map((each) => Math.abs(each - value)));
      expect(Math.abs(rounded - value)).toBe(nearest);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("reads from the middle of a buffer", () => {
  const numbers = Float32Array.of(9, 1.5, -0.25).subarray(1);
  expect([...fromFloat16(toFloat16(numbers))]).toEqual([1.5, -0.25]);
});
