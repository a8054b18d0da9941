import { describe, expect, test } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import { type SparseMatrix, transpose } from "../linear-algebra/sparse-matrix.js";
import { createRandom } from "../random/random.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { nearestRows, rowNorms } from "./nearest-rows.js";
import { NeighbourSearch } from "./neighbour-search.js";

/** Cosine with shrinkage from dense rows, without any of the code under test. */
function similarity(matrix: SparseMatrix, a: number, b: number, shrinkage: number): number {
  const dense = [a, b].map((row) => {
    const values = new Array<number>(matrix.numColumns).fill(0);
    for (let i = matrix.offsets[row] ?? 0; i < (matrix.offsets[row + 1] ?? 0); i++)
      values[matrix.columns[i] ?? 0] = matrix.values?.[i] ?? 1;
    return values;
  });
  const dot = (x = 0, y = 0) => (dense[x] ?? []).reduce((sum, v, i) => sum + v * (dense[y]?.[i] ?? 0), 0);
  return dot(0, 1) / (Math.sqrt(dot(0, 0)) * Math.sqrt(dot(1, 1)) + shrinkage);
}

function twin(matrix: SparseMatrix, numNeighbours: number, shrinkage: number) {
  return nearestRows(
    { rows: matrix, byColumn: transpose(matrix), norms: rowNorms(matrix) },
    { numNeighbours, shrinkage, start: 0, end: matrix.numRows, excludeSelf: true },
  );
}

async function search(matrix: SparseMatrix, numNeighbours: number, shrinkage: number, threads = 2) {
  const started = await NeighbourSearch.start(matrix, { numNeighbours, shrinkage, threads });
  try {
    for (let step = 0; step < started.steps; step++) started.run(step);
    return started.result();
  } finally {
    started.dispose();
  }
}

test("finds the most similar rows, best first, by cosine with shrinkage", () => {
  const matrix = randomSparseMatrix(createRandom(1), {
    numRows: 12,
    numColumns: 9,
    density: 0.4,
    weighted: true,
  });
  const { offsets, columns, values } = twin(matrix, 4, 2.5);
  for (let row = 0; row < 12; row++) {
    const all = Array.from({ length: 12 }, (_, other) => ({
      other,
      similarity: similarity(matrix, row, other, 2.5),
    }))
      .filter(({ other, similarity }) => other !== row && similarity > 0)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 4);
    expect(Array.from(columns.subarray(offsets[row], offsets[row + 1]))).toEqual(
      all.map(({ other }) => other),
    );
    for (const [i, each] of all.entries()) {
      expect(values[(offsets[row] ?? 0) + i]).toBeCloseTo(each.similarity, 5);
    }
  }
});

describe("the kernel agrees with its twin", () => {
  test.each([
    { numRows: 1, numColumns: 1, density: 1, weighted: false },
    { numRows: 5, numColumns: 3, density: 0, weighted: false },
    { numRows: 7, numColumns: 2, density: 0.9, weighted: true },
    { numRows: 61, numColumns: 33, density: 0.2, weighted: false },
    { numRows: 130, numColumns: 257, density: 0.1, weighted: true },
    { numRows: 900, numColumns: 300, density: 0.15, weighted: false },
  ])("on $numRows × $numColumns, density $density, weighted $weighted", async (shape) => {
    const kernels = await loadKernels({ threads: 1 });
    expect(kernels).toBeDefined();
    const before = kernels?.memory.bytesInUse;
    const matrix = randomSparseMatrix(createRandom(shape.numRows), shape);
    for (const [k, shrinkage] of [
      [1, 0],
      [10, 3],
      [1000, 0.5],
    ] as const) {
      const found = await search(matrix, k, shrinkage);
      const expected = twin(matrix, Math.min(k, shape.numRows), shrinkage);
      expect(found.offsets).toEqual(expected.offsets);
      // Sums of ones are exact; sums of products round in another order.
      if (!shape.weighted) expect(found.columns).toEqual(expected.columns);
      const differences = expected.values.map((value, i) =>
        Math.abs(value - (found.values[i] ?? Number.NaN)),
      );
      expect(differences.every((difference) => difference < 1e-6)).toBe(true);
    }
    expect(kernels?.memory.bytesInUse).toBe(before);
  });
});

test("finds the same on one thread and on three", async () => {
  const matrix = randomSparseMatrix(createRandom(5), {
    numRows: 1500,
    numColumns: 200,
    density: 0.3,
    weighted: true,
  });
  expect(await search(matrix, 20, 1, 3)).toEqual(await search(matrix, 20, 1, 1));
});
