import { describe, expect, test, vi } from "vitest";
import { loadKernels } from "../kernels/load-kernels.js";
import type { SparseMatrix } from "../linear-algebra/sparse-matrix.js";
import { createRandom } from "../random/random.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { type AlternatingOptions, startAlternation } from "./alternating.js";
import { rowL2 } from "./row-l2.js";

vi.mock("../kernels/load-kernels.js", { spy: true });

const weights = { unobservedWeight: 0.2, l2: 0.01, l2Exponent: 0.8 };

interface Options extends Partial<AlternatingOptions> {
  readonly dim: number;
  readonly sweeps: number;
  readonly plain?: boolean;
}

async function learn(matrix: SparseMatrix, { dim, sweeps, plain, threads = 2 }: Options) {
  const random = createRandom(dim);
  const vectors = {
    dim,
    users: Float32Array.from({ length: matrix.numRows * dim }, () => 0.3 * random.normal()),
    items: new Float32Array(matrix.numColumns * dim),
  };
  if (plain) vi.mocked(loadKernels).mockResolvedValueOnce(undefined);
  const alternation = await startAlternation(matrix, vectors, { weights, threads });
  try {
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (let step = 0; step < alternation.stepsPerSweep; step++) alternation.run(step);
    }
  } finally {
    alternation.dispose();
  }
  return vectors;
}

type Vectors = Awaited<ReturnType<typeof learn>>;

const dot = ({ dim, users, items }: Vectors, user: number, item: number) => {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (users[user * dim + d] ?? 0) * (items[item * dim + d] ?? 0);
  return sum;
};

/** Half the derivative of the objective with respect to the users' vectors, from the definition. */
function userGradient(matrix: SparseMatrix, vectors: Vectors): Float64Array {
  const { dim, users, items } = vectors;
  const gradient = new Float64Array(users.length);
  const l2 = rowL2(matrix, weights);
  for (let user = 0; user < matrix.numRows; user++) {
    const residuals = Array.from(
      { length: matrix.numColumns },
      (_, item) => weights.unobservedWeight * dot(vectors, user, item),
    );
    for (let i = matrix.offsets[user] ?? 0; i < (matrix.offsets[user + 1] ?? 0); i++) {
      const item = matrix.columns[i] ?? 0;
      residuals[item] = (residuals[item] ?? 0) + (matrix.values?.[i] ?? 1) * (dot(vectors, user, item) - 1);
    }
    for (let d = 0; d < dim; d++) {
      gradient[user * dim + d] = residuals.reduce(
        (sum, residual, item) => sum + residual * (items[item * dim + d] ?? 0),
        (l2[user] ?? 0) * (users[user * dim + d] ?? 0),
      );
    }
  }
  return gradient;
}

const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((max, v) => Math.max(max, Math.abs(v)), 0);

describe.each([
  { numRows: 1, numColumns: 1, density: 1, weighted: false, dim: 1 },
  { numRows: 6, numColumns: 9, density: 0, weighted: false, dim: 3 },
  { numRows: 30, numColumns: 20, density: 0.3, weighted: true, dim: 8 },
  { numRows: 50, numColumns: 300, density: 0.5, weighted: false, dim: 13 },
  { numRows: 120, numColumns: 80, density: 0.2, weighted: true, dim: 21 },
  { numRows: 400, numColumns: 150, density: 0.1, weighted: false, dim: 64 },
])("$numRows × $numColumns, weighted $weighted, $dim dimensions", (shape) => {
  const matrix = randomSparseMatrix(createRandom(shape.dim), shape);

  test("the users' vectors are at the minimum of the objective", async () => {
    const vectors = await learn(matrix, { dim: shape.dim, sweeps: 2 });
    expect(vectors.users.some((value) => value !== 0)).toBe(shape.density > 0);
    const atZero = userGradient(matrix, { ...vectors, users: new Float32Array(vectors.users.length) });
    expect(largest(userGradient(matrix, vectors))).toBeLessThanOrEqual(1e-5 * largest(atZero));
  });

  test("the kernels agree with their twin, and give all memory back", async () => {
    const before = (await loadKernels())?.memory.bytesInUse;
    const [found, expected] = [
      await learn(matrix, { dim: shape.dim, sweeps: 1 }),
      await learn(matrix, { dim: shape.dim, sweeps: 1, plain: true }),
    ];
    for (const side of ["users", "items"] as const) {
      const differences = expected[side].map((value, i) => value - (found[side][i] ?? Number.NaN));
      expect(largest(differences)).toBeLessThan(1e-4 * Math.max(1, largest(expected[side])));
    }
    expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  });

  test("is the same on one thread and on three", async () => {
    expect(await learn(matrix, { dim: shape.dim, sweeps: 2, threads: 3 })).toEqual(
      await learn(matrix, { dim: shape.dim, sweeps: 2, threads: 1 }),
    );
  });
});

test("l2 of a row grows with the weight of its pairs", () => {
  const matrix: SparseMatrix = {
    numRows: 2,
    numColumns: 10,
    offsets: Int32Array.of(0, 2, 2),
    columns: Int32Array.of(3, 7),
    values: Float32Array.of(5, 2),
  };
  const [busy, idle] = rowL2(matrix, { unobservedWeight: 0.2, l2: 3, l2Exponent: 0.5 });
  expect(busy).toBeCloseTo(3 * Math.sqrt(7 + 2), 5);
  expect(idle).toBeCloseTo(3 * Math.sqrt(2), 5);
  expect(Array.from(rowL2(matrix, { unobservedWeight: 0.2, l2: 3, l2Exponent: 0 }))).toEqual([3, 3]);
});
