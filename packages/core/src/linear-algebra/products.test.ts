import { describe, expect, test, vi } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { DenseMatrix } from "./dense-matrix.js";
import { HeldSparseMatrix } from "./held-sparse-matrix.js";
import type { SparseMatrix } from "./sparse-matrix.js";
import { denseRowDots, sparseRowDots } from "./sparse-product.js";

vi.mock("../kernels/load-kernels.js", { spy: true });

function dense({ numRows, numColumns, offsets, columns, values }: SparseMatrix): Float32Array {
  const all = new Float32Array(numRows * numColumns);
  for (let row = 0; row < numRows; row++) {
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++)
      all[row * numColumns + (columns[i] ?? 0)] = values?.[i] ?? 1;
  }
  return all;
}

/** [n, inner] · [inner, width] from the definition. */
function product(left: Float32Array, right: Float32Array, inner: number, width: number): Float32Array {
  return Float32Array.from({ length: (left.length / inner) * width }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum += (left[Math.floor(i / width) * inner + k] ?? 0) * (right[k * width + (i % width)] ?? 0);
    return sum;
  });
}

function expectClose(found: Float32Array, expected: Float32Array): void {
  expect(found.length).toBe(expected.length);
  const worst = found.reduce((max, v, i) => Math.max(max, Math.abs(v - (expected[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThan(1e-4);
}

describe.each([
  { rows: 0, inner: 4, width: 3 },
  { rows: 1, inner: 1, width: 1 },
  { rows: 5, inner: 9, width: 7 },
  { rows: 33, inner: 20, width: 32 },
  { rows: 300, inner: 40, width: 70 },
  { rows: 1100, inner: 30, width: 101 },
])("$rows × $inner times $inner × $width", ({ rows, inner, width }) => {
  const random = createRandom(width);
  const lefts = [false, true].map((weighted) =>
    randomSparseMatrix(random, { numRows: rows, numColumns: inner, density: 0.3, weighted }),
  );
  const rights = [false, true].map((weighted) =>
    randomSparseMatrix(random, { numRows: inner, numColumns: width, density: 0.4, weighted }),
  );
  const numbers = Float32Array.from({ length: inner * width }, () => random.normal());

  test.each([true, false])("sparse by dense, kernels %s", async (withKernels) => {
    const before = (await loadKernels())?.memory.bytesInUse;
    for (const left of lefts) {
      if (!withKernels) vi.mocked(loadKernels).mockResolvedValueOnce(undefined);
      const right = new DenseMatrix(numbers.slice(), width);
      expectClose(await right.leftProduct(left), product(dense(left), numbers, inner, width));
      expect(right.values).toEqual(numbers);
      right.dispose();
    }
    expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  });

  test.each([true, false])("sparse by sparse, kernels %s", async (withKernels) => {
    const before = (await loadKernels())?.memory.bytesInUse;
    for (const left of lefts) {
      for (const matrix of rights) {
        if (!withKernels) vi.mocked(loadKernels).mockResolvedValueOnce(undefined);
        const right = new HeldSparseMatrix(matrix);
        expectClose(await right.leftProduct(left), product(dense(left), dense(matrix), inner, width));
        right.dispose();
      }
    }
    expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  });
});

test("dots of pairs of rows, in any order of pairs", () => {
  const random = createRandom(8);
  const left = randomSparseMatrix(random, { numRows: 6, numColumns: 11, density: 0.5, weighted: true });
  const right = randomSparseMatrix(random, { numRows: 9, numColumns: 11, density: 0.5, weighted: true });
  const rows = Int32Array.from({ length: 80 }, () => random.integer(6));
  const others = Int32Array.from({ length: 80 }, () => random.integer(9));
  const expected = Float32Array.from(rows, (row, n) => {
    const other = others[n] ?? 0;
    return dense(left)
      .subarray(row * 11, row * 11 + 11)
      .reduce((sum, value, i) => sum + value * (dense(right)[other * 11 + i] ?? 0), 0);
  });
  expectClose(sparseRowDots(left, right, { rows, others }), expected);
  expectClose(denseRowDots(left, dense(right), { rows, others }), expected);
});
