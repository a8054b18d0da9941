import { expect, test } from "vitest";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { createWeighting } from "./weighting.js";

// 1 1 .
// 1 . .
// 1 1 4
const matrix: SparseMatrix = {
  numRows: 3,
  numColumns: 3,
  offsets: Int32Array.of(0, 2, 3, 6),
  columns: Int32Array.of(0, 1, 0, 0, 1, 2),
  values: Float32Array.of(1, 1, 1, 1, 1, 4),
};

test("without weighting rows stay as they are", () => {
  expect(createWeighting("none", matrix)(matrix)).toBe(matrix);
});

test("tf-idf multiplies by how rare a column is", () => {
  const { values } = createWeighting("tf-idf", matrix)(matrix);
  const idf = [3, 2, 1].map((count) => Math.log(1 + 3 / count));
  const expected = [idf[0], idf[1], idf[0], idf[0], idf[1], 4 * (idf[2] ?? 0)];
  for (const [i, value] of expected.entries()) expect(values?.[i]).toBeCloseTo(value ?? 0, 6);
});

test("bm25 saturates, and discounts long rows", () => {
  const { values } = createWeighting("bm25", matrix)(matrix);
  const idf = [3, 2, 1].map((count) => Math.log(1 + (3 - count + 0.5) / (count + 0.5)));
  // Lengths 2, 1, 6: 3 on average.
  const part = (value: number, length: number) =>
    (value * 2.2) / (value + 1.2 * (0.25 + (0.75 * length) / 3));
  const expected = [
    part(1, 2) * (idf[0] ?? 0),
    part(1, 2) * (idf[1] ?? 0),
    part(1, 1) * (idf[0] ?? 0),
    part(1, 6) * (idf[0] ?? 0),
    part(1, 6) * (idf[1] ?? 0),
    part(4, 6) * (idf[2] ?? 0),
  ];
  for (const [i, value] of expected.entries()) expect(values?.[i]).toBeCloseTo(value, 6);
});

test("a column that no row had weighs a history like one that a single row had", () => {
  const seen: SparseMatrix = { ...matrix, numColumns: 4 };
  const history: SparseMatrix = {
    numRows: 1,
    numColumns: 4,
    offsets: Int32Array.of(0, 2),
    columns: Int32Array.of(2, 3),
  };
  const { values } = createWeighting("tf-idf", seen)(history);
  expect(values?.[0]).toBeCloseTo(Math.log(4), 6);
  expect(values?.[1]).toBeCloseTo(Math.log(4), 6);
});
