import { describe, expect, test } from "vitest";
import { createRandom } from "../random/random.js";
import { orthonormalise } from "./orthonormalise.js";
import { solvePositiveDefinite } from "./solve-positive-definite.js";

test.each([1, 2, 7, 40])("solves a positive definite system of %i equations", (size) => {
  const random = createRandom(size);
  const root = Float64Array.from({ length: size * size }, () => random.normal());
  const matrix = Float64Array.from({ length: size * size }, (_, i) => {
    let sum = i % (size + 1) === 0 ? 0.1 : 0;
    for (let k = 0; k < size; k++)
      sum += (root[Math.floor(i / size) * size + k] ?? 0) * (root[(i % size) * size + k] ?? 0);
    return sum;
  });
  const expected = Float64Array.from({ length: size }, () => random.normal());
  const vector = expected.map((_, row) =>
    expected.reduce((sum, x, column) => sum + x * (matrix[row * size + column] ?? 0), 0),
  );
  solvePositiveDefinite(matrix.slice(), vector);
  for (const [i, x] of expected.entries()) expect(vector[i]).toBeCloseTo(x, 8);
});

test("has no number for the solution where the matrix is not positive definite", () => {
  const vector = Float64Array.of(1, 1);
  solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), vector);
  expect(vector.some(Number.isNaN)).toBe(true);
});

describe("orthonormalise", () => {
  const dots = (matrix: Float32Array, width: number) =>
    Array.from({ length: width * width }, (_, i) => {
      let sum = 0;
      for (let row = 0; row < matrix.length; row += width)
        sum += (matrix[row + Math.floor(i / width)] ?? 0) * (matrix[row + (i % width)] ?? 0);
      return sum;
    });

  test("makes columns unit vectors at right angles, nearly parallel ones too", () => {
    const random = createRandom(4);
    const matrix = Float32Array.from({ length: 50 * 6 }, () => 1 + 1e-3 * random.normal());
    orthonormalise(matrix, 6);
    for (const [i, dot] of dots(matrix, 6).entries()) expect(dot).toBeCloseTo(i % 7 === 0 ? 1 : 0, 5);
  });

  test("makes a column zero that is a sum of others, and keeps the first as it was but for its length", () => {
    const matrix = Float32Array.of(3, 0, 3, 4, 1, 5, 0, 0, 0);
    orthonormalise(matrix, 3);
    expect(matrix[0]).toBeCloseTo(0.6, 6);
    expect(matrix[3]).toBeCloseTo(0.8, 6);
    expect([matrix[2], matrix[5], matrix[8]].map((x) => Math.abs(x ?? 1))).toEqual([0, 0, 0]);
    const [first, , , , second] = dots(matrix, 3);
    expect([first, second].every((x) => Math.abs((x ?? 0) - 1) < 1e-6)).toBe(true);
  });
});
