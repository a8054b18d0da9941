import { describe, expect, test, vi } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { symmetricEigen } from "../linear-algebra/symmetric-eigen.js";
import { createRandom } from "../random/random.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { SubspaceIteration } from "./subspace-iteration.js";

vi.mock("../kernels/load-kernels.js", { spy: true });

interface Options {
  readonly rank: number;
  readonly powerIterations: number;
  readonly plain?: boolean;
  readonly threads?: number;
}

async function leading(matrix: SparseMatrix, { plain, threads = 2, ...options }: Options) {
  if (plain) vi.mocked(loadKernels).mockResolvedValueOnce(undefined);
  const random = createRandom(3);
  const iteration = await SubspaceIteration.start(matrix, { ...options, random, threads });
  try {
    for (let step = 0; step < iteration.steps; step++) iteration.run(step);
    return iteration.result();
  } finally {
    iteration.dispose();
  }
}

function dense({ numRows, numColumns, offsets, columns, values }: SparseMatrix): number[][] {
  return Array.from({ length: numRows }, (_, row) => {
    const own = new Array<number>(numColumns).fill(0);
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) own[columns[i] ?? 0] = values?.[i] ?? 1;
    return own;
  });
}

/** V Vᵀ of the first `rank` vectors, which, unlike the vectors, has no sign to choose. */
function projection(vectors: (item: number, v: number) => number, size: number, rank: number): number[] {
  return Array.from({ length: size * size }, (_, i) => {
    let sum = 0;
    for (let v = 0; v < rank; v++) sum += vectors(Math.floor(i / size), v) * vectors(i % size, v);
    return sum;
  });
}

const farthest = (a: readonly number[], b: readonly number[]) =>
  a.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? Number.NaN))), 0);

describe.each([
  { numRows: 60, numColumns: 25, density: 0.3, weighted: true, rank: 5 },
  { numRows: 40, numColumns: 70, density: 0.2, weighted: false, rank: 17 },
  { numRows: 200, numColumns: 33, density: 0.5, weighted: true, rank: 1 },
])("$numRows × $numColumns, rank $rank", (shape) => {
  const { numColumns, rank } = shape;
  const matrix = randomSparseMatrix(createRandom(rank), shape);
  const rows = dense(matrix);
  const gram = Float64Array.from({ length: numColumns ** 2 }, (_, i) =>
    rows.reduce((sum, row) => sum + (row[Math.floor(i / numColumns)] ?? 0) * (row[i % numColumns] ?? 0), 0),
  );

  test("spans the leading eigenvectors of XᵀX", async () => {
    const exact = symmetricEigen(gram, numColumns);
    const { columns } = await leading(matrix, { rank, powerIterations: 60 });
    const found = projection((item, v) => columns[item * rank + v] ?? 0, numColumns, rank);
    const expected = projection((item, v) => exact.vectors[v * numColumns + item] ?? 0, numColumns, rank);
    expect(farthest(found, expected)).toBeLessThan(1e-4);
  });

  test("gives each row's product with the vectors", async () => {
    const found = await leading(matrix, { rank, powerIterations: 4 });
    for (const [r, row] of rows.entries()) {
      for (let v = 0; v < rank; v++) {
        const expected = row.reduce((sum, x, item) => sum + x * (found.columns[item * rank + v] ?? 0), 0);
        expect(found.rows[r * rank + v]).toBeCloseTo(expected, 4);
      }
    }
  });

  test("the kernels agree with their twin, give all memory back, and do not depend on threads", async () => {
    const before = (await loadKernels())?.memory.bytesInUse;
    const found = await leading(matrix, { rank, powerIterations: 20 });
    const plain = await leading(matrix, { rank, powerIterations: 20, plain: true });
    const project = (vectors: Float32Array) =>
      projection((item, v) => vectors[item * rank + v] ?? 0, numColumns, rank);
    expect(farthest(project(found.columns), project(plain.columns))).toBeLessThan(1e-4);
    expect(await leading(matrix, { rank, powerIterations: 20, threads: 1 })).toEqual(found);
    expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  });
});

test("vectors beyond the rank of the matrix are zero", async () => {
  // Two groups of rows, each alike: rank 2.
  const matrix: SparseMatrix = {
    numRows: 6,
    numColumns: 5,
    offsets: Int32Array.of(0, 2, 4, 6, 9, 12, 15),
    columns: Int32Array.of(0, 1, 0, 1, 0, 1, 2, 3, 4, 2, 3, 4, 2, 3, 4),
  };
  const { columns, rows } = await leading(matrix, { rank: 4, powerIterations: 3 });
  for (let item = 0; item < 5; item++) {
    expect(Math.abs(columns[item * 4] ?? 0)).toBeCloseTo(item < 2 ? 0 : 1 / Math.sqrt(3), 5);
    expect(Math.abs(columns[item * 4 + 1] ?? 0)).toBeCloseTo(item < 2 ? Math.SQRT1_2 : 0, 5);
    expect([columns[item * 4 + 2], columns[item * 4 + 3]].map((x) => Math.abs(x ?? 1))).toEqual([0, 0]);
  }
  expect(Math.abs(rows[0 * 4 + 1] ?? 0)).toBeCloseTo(Math.SQRT2, 5);
  expect(Math.abs(rows[5 * 4] ?? 0)).toBeCloseTo(Math.sqrt(3), 5);
});
