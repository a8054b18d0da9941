import { describe, expect, test } from "vitest";
import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { balancedChunks } from "./balanced-chunks.js";
import { historyMatrix } from "./history-matrix.js";
import { interactionMatrix, type SparseMatrix, selectRows, sliceRows, transpose } from "./sparse-matrix.js";

// . 2 .
// 1 . 3
// . . .
const matrix: SparseMatrix = {
  numRows: 3,
  numColumns: 3,
  offsets: Int32Array.of(0, 1, 3, 3),
  columns: Int32Array.of(1, 0, 2),
  values: Float32Array.of(2, 1, 3),
};

describe("interactions as a matrix", () => {
  test("are ones, repeated pairs once", () => {
    const data = matrixInteractions(matrix).select(Int32Array.of(2, 0, 1, 2, 2));
    expect(interactionMatrix(data, { useValues: false })).toEqual({ ...matrix, values: undefined });
  });

  test("are their values where asked, those of repeated pairs added up", () => {
    const data = matrixInteractions(matrix).select(Int32Array.of(2, 0, 1, 2, 2));
    const { values } = interactionMatrix(data, { useValues: true });
    expect(values).toEqual(Float32Array.of(2, 1, 9));
  });

  test("refuse a value that is no weight", () => {
    const data = matrixInteractions({ ...matrix, values: Float32Array.of(2, 0, 3) });
    expect(() => interactionMatrix(data, { useValues: true })).toThrow(InvalidInteractionsError);
    expect(interactionMatrix(data, { useValues: false }).columns).toEqual(matrix.columns);
  });
});

test("transposes, remembering where each entry came from", () => {
  expect(transpose(matrix)).toEqual({
    numRows: 3,
    numColumns: 3,
    offsets: Int32Array.of(0, 1, 2, 3),
    columns: Int32Array.of(1, 0, 1),
    values: Float32Array.of(1, 2, 3),
    entries: Int32Array.of(1, 0, 2),
  });
  const random = randomSparseMatrix(createRandom(2), {
    numRows: 31,
    numColumns: 17,
    density: 0.3,
    weighted: true,
  });
  const { entries: _, ...twice } = transpose(transpose(random));
  expect(twice).toEqual(random);
});

test("selects rows in any order, and slices them", () => {
  expect(selectRows(matrix, Int32Array.of(1, 2, 1))).toEqual({
    numRows: 3,
    numColumns: 3,
    offsets: Int32Array.of(0, 2, 2, 4),
    columns: Int32Array.of(0, 2, 0, 2),
    values: Float32Array.of(1, 3, 1, 3),
  });
  expect(sliceRows(matrix, 1, 3)).toEqual({
    numRows: 2,
    numColumns: 3,
    offsets: Int32Array.of(0, 2, 2),
    columns: Int32Array.of(0, 2),
    values: Float32Array.of(1, 3),
  });
});

describe("histories as a matrix", () => {
  test("have ascending columns, and weights beside them", () => {
    const found = historyMatrix(
      [
        { itemIndex: Int32Array.of(4, 0), value: Float32Array.of(7, 3) },
        { itemIndex: Int32Array.of(2, 1) },
        { itemIndex: new Int32Array(0) },
      ],
      5,
    );
    expect(found).toEqual({
      numRows: 3,
      numColumns: 5,
      offsets: Int32Array.of(0, 2, 4, 4),
      columns: Int32Array.of(0, 4, 1, 2),
      values: Float32Array.of(3, 7, 1, 1),
    });
    expect(historyMatrix([{ itemIndex: Int32Array.of(1) }], 5).values).toBeUndefined();
  });

  test.each<
    [
      string,
      Int32Array,
      Float32Array | undefined,
      typeof UnknownIdError | typeof InvalidInteractionsError,
      RegExp,
    ]
  >([
    ["an item outside", Int32Array.of(5), undefined, UnknownIdError, /itemIndex 5, which is outside 0 … 4/],
    ["an item twice", Int32Array.of(1, 1), undefined, InvalidInteractionsError, /itemIndex 1 twice/],
    [
      "too few values",
      Int32Array.of(1, 2),
      Float32Array.of(1),
      InvalidInteractionsError,
      /1 values for 2 items/,
    ],
    ["a value of 0", Int32Array.of(1), Float32Array.of(0), InvalidInteractionsError, /the value 0/],
    ["no number", Int32Array.of(1), Float32Array.of(Number.NaN), InvalidInteractionsError, /value NaN/],
    ["infinity", Int32Array.of(1), Float32Array.of(Infinity), InvalidInteractionsError, /value Infinity/],
  ])("refuse %s", (_, itemIndex, value, error, message) => {
    expect(() => historyMatrix([{ itemIndex, value }], 5)).toThrow(error);
    expect(() => historyMatrix([{ itemIndex, value }], 5)).toThrow(message);
  });
});

test("chunks cost no more than asked, save for single rows that do", () => {
  const costs = [3, 3, 3, 20, 1, 1, 9, 0, 0];
  const chunks = balancedChunks({ numRows: 9, costOf: (row) => costs[row] ?? 0, maxCost: 10 });
  expect([...chunks]).toEqual([0, 3, 4, 6, 9]);
  expect([...balancedChunks({ numRows: 0, costOf: () => 1, maxCost: 10 })]).toEqual([0]);
});
