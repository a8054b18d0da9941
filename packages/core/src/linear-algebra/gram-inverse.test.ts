import { describe, expect, test, vi } from "vitest";
import { realData, realDataNote } from "../../test/real-data.js";
import { InvalidConfigError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { readTrainTest } from "../node/read-train-test.js";
import { createRandom } from "../random/random.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { interactionMatrix, type SparseMatrix } from "./sparse-matrix.js";
import { startGramInverse } from "./start-gram-inverse.js";
import { mirrorLower, sweepPivot } from "./sweep.js";

vi.mock("../kernels/load-kernels.js", { spy: true });

async function inverseOf(matrix: SparseMatrix, l2: number, threads = 2): Promise<Float32Array> {
  const inverse = await startGramInverse(matrix, { l2, threads });
  try {
    for (let step = 0; step < inverse.steps; step++) inverse.run(step);
    return inverse.result();
  } finally {
    inverse.dispose();
  }
}

async function plainInverseOf(matrix: SparseMatrix, l2: number): Promise<Float32Array> {
  vi.mocked(loadKernels).mockResolvedValueOnce(undefined);
  return inverseOf(matrix, l2);
}

/** XᵀX + l2 I in 64 bits, from the definition. */
function gramOf({ numRows, numColumns, offsets, columns, values }: SparseMatrix, l2: number): Float64Array {
  const gram = new Float64Array(numColumns ** 2);
  for (let c = 0; c < numColumns; c++) gram[c * numColumns + c] = l2;
  for (let row = 0; row < numRows; row++) {
    for (let i = offsets[row] ?? 0; i < (offsets[row + 1] ?? 0); i++) {
      for (let j = offsets[row] ?? 0; j < (offsets[row + 1] ?? 0); j++) {
        const place = (columns[i] ?? 0) * numColumns + (columns[j] ?? 0);
        gram[place] = (gram[place] ?? 0) + (values?.[i] ?? 1) * (values?.[j] ?? 1);
      }
    }
  }
  return gram;
}

/** The largest entry of gram · −inverse − I. */
function residual(gram: Float64Array, inverse: Float32Array, size: number): number {
  let worst = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < size; k++) sum -= (gram[i * size + k] ?? 0) * (inverse[k * size + j] ?? 0);
      worst = Math.max(worst, Math.abs(sum));
    }
  }
  return worst;
}

describe.each([
  { numRows: 1, numColumns: 1, density: 1, weighted: false },
  { numRows: 3, numColumns: 5, density: 0, weighted: false },
  { numRows: 40, numColumns: 7, density: 0.5, weighted: true },
  { numRows: 90, numColumns: 64, density: 0.3, weighted: false },
  { numRows: 150, numColumns: 65, density: 0.2, weighted: true },
  { numRows: 300, numColumns: 203, density: 0.1, weighted: true },
  { numRows: 2000, numColumns: 131, density: 0.4, weighted: false },
])("the negative inverse of the Gram matrix of $numRows × $numColumns, weighted $weighted", (shape) => {
  const matrix = randomSparseMatrix(createRandom(shape.numColumns), shape);
  const gram = gramOf(matrix, 3);

  test("is right by the kernels, which give all memory back", async () => {
    const before = (await loadKernels())?.memory.bytesInUse;
    const inverse = await inverseOf(matrix, 3);
    expect(inverse.length).toBe(shape.numColumns ** 2);
    expect(residual(gram, inverse, shape.numColumns)).toBeLessThan(1e-4);
    expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  });

  test("is right by the plain twin", async () => {
    expect(residual(gram, await plainInverseOf(matrix, 3), shape.numColumns)).toBeLessThan(1e-4);
  });

  test("is the same on one thread and on three", async () => {
    expect(await inverseOf(matrix, 3, 3)).toEqual(await inverseOf(matrix, 3, 1));
  });
});

test("a Gram matrix that is not positive definite in 32 bits is refused, by the kernels and by the twin", async () => {
  // Two columns that differ by less than 32 bits tell apart.
  const matrix: SparseMatrix = {
    numRows: 1,
    numColumns: 2,
    offsets: Int32Array.of(0, 2),
    columns: Int32Array.of(0, 1),
    values: Float32Array.of(1, 1),
  };
  await expect(inverseOf(matrix, 1e-12)).rejects.toThrow(InvalidConfigError);
  await expect(plainInverseOf(matrix, 1e-12)).rejects.toThrow(/raise l2/);
});

const folder = realData("ml-1m-ncf");

test.skipIf(!folder)(
  `on MovieLens 1M 32 bits differ from 64 by less than a ten-thousandth of the largest weight${realDataNote}`,
  async () => {
    const read = await readTrainTest({
      train: `${folder}/ml-1m.train.pairs.tsv`,
      test: `${folder}/ml-1m.test.rating`,
    });
    const all = interactionMatrix(read.train.interactions, { useValues: false });
    // 64 bits in plain TypeScript take their time: the first 800 items will do.
    const matrix = firstColumns(all, 800);
    const found = await inverseOf(matrix, 500);
    const expected = gramOf(matrix, 500);
    for (let pivot = 0; pivot < 800; pivot++) sweepPivot(expected, 800, pivot);
    mirrorLower(expected, 800);
    let [worst, largest] = [0, 0];
    for (let i = 0; i < 800; i++) {
      for (let j = 0; j < 800; j++) {
        if (i === j) continue;
        const weight = (expected[i * 800 + j] ?? 0) / (expected[j * 800 + j] ?? 0);
        const approximate = (found[i * 800 + j] ?? 0) / (found[j * 800 + j] ?? 0);
        worst = Math.max(worst, Math.abs(weight - approximate));
        largest = Math.max(largest, Math.abs(weight));
      }
    }
    expect(worst / largest).toBeLessThan(1e-4);
  },
);

function firstColumns(matrix: SparseMatrix, numColumns: number): SparseMatrix {
  const offsets = new Int32Array(matrix.numRows + 1);
  const columns: number[] = [];
  for (let row = 0; row < matrix.numRows; row++) {
    for (const column of matrix.columns.subarray(matrix.offsets[row], matrix.offsets[row + 1])) {
      if (column < numColumns) columns.push(column);
    }
    offsets[row + 1] = columns.length;
  }
  return { numRows: matrix.numRows, numColumns, offsets, columns: Int32Array.from(columns) };
}
