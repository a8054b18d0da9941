import { describe, expect, test } from "vitest";
import { createRandom } from "../random/random.js";
import { symmetricEigen } from "./symmetric-eigen.js";

test("finds the values and vectors of a matrix whose answer is known", () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
  const [a, b, c, d] = vectors;
  expect(Math.abs(a ?? 0)).toBeCloseTo(Math.SQRT1_2, 12);
  expect((a ?? 0) - (b ?? 0)).toBeCloseTo(0, 12);
  expect((c ?? 0) + (d ?? 0)).toBeCloseTo(0, 12);
});

describe.each([0, 1, 3, 10, 41])("size %i", (size) => {
  const random = createRandom(size);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = random.normal();
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }

  test("A v = λ v, with unit vectors at right angles, largest values first", () => {
    const { values, vectors } = symmetricEigen(matrix, size);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    for (let v = 0; v < size; v++) {
      for (let i = 0; i < size; i++) {
        let image = 0;
        let product = 0;
        for (let k = 0; k < size; k++) {
          image += (matrix[i * size + k] ?? 0) * (vectors[v * size + k] ?? 0);
          product += (vectors[v * size + k] ?? 0) * (vectors[i * size + k] ?? 0);
        }
        expect(image).toBeCloseTo((values[v] ?? 0) * (vectors[v * size + i] ?? 0), 10);
        expect(product).toBeCloseTo(i === v ? 1 : 0, 10);
      }
    }
  });
});

test("a diagonal matrix is its own answer", () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(0, 0, 0, 5), 2);
  expect([...values]).toEqual([5, 0]);
  expect([...vectors]).toEqual([0, 1, 1, 0]);
});
