import { describe, expect, test, vi } from "vitest";
import { createArtifact } from "../artifacts/create-artifact.js";
import { decodeArtifact } from "../artifacts/decode-artifact.js";
import { encodeArtifact } from "../artifacts/encode-artifact.js";
import { rowOf } from "../data/compressed-rows.js";
import type { Interactions } from "../data/interactions.js";
import { InvalidInteractionsError, OutOfMemoryError, UnknownIdError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { randomSparseMatrix } from "../testing/random-sparse-matrix.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import { loadModel } from "./load-model.js";
import type { Model } from "./model.js";

vi.mock("../kernels/load-kernels.js", { spy: true });

const shape = { numRows: 70, numColumns: 45, density: 0.25 };
const plain = matrixInteractions(randomSparseMatrix(createRandom(1), { ...shape, weighted: false }));
const weighted = matrixInteractions(randomSparseMatrix(createRandom(1), { ...shape, weighted: true }));
const allUsers = Int32Array.from({ length: shape.numRows }, (_, user) => user);
const names = ["popularity", "item-knn", "user-knn", "ease", "pure-svd", "ials"];

const configs: Record<string, Record<string, unknown>> = {
  "item-knn": { numNeighbours: 7, shrinkage: 2 },
  "user-knn": { numNeighbours: 9, shrinkage: 2, weighting: "tf-idf" },
  ease: { l2: 5 },
  "pure-svd": { embeddingDim: 6 },
  ials: { embeddingDim: 9, epochs: 3, l2: 0.02 },
};

async function trained(
  name: string,
  data: Interactions,
  config: Record<string, unknown> = {},
): Promise<Model> {
  const { numUsers, numItems } = data;
  const model = createModel(name, {
    task: "ranking",
    dimensions: { numUsers, numItems },
    seed: 1,
    config: { ...configs[name], ...config },
  });
  await fit(model, data, { seed: 1 });
  return model;
}

/** The kernels' memory must be as it was once `work` is done with its models. */
async function releasing(work: (keep: (model: Model) => Model) => Promise<void>): Promise<void> {
  const before = (await loadKernels())?.memory.bytesInUse;
  const models: Model[] = [];
  await work((model) => {
    models.push(model);
    return model;
  });
  for (const model of models) model.dispose();
  expect((await loadKernels())?.memory.bytesInUse).toBe(before);
}

const historiesOf = (data: Interactions, withValues: boolean) =>
  Array.from(allUsers, (user) => {
    const { offsets, order } = data.byUser;
    const rows = order.subarray(offsets[user], offsets[user + 1]);
    return {
      itemIndex: rowOf(data.byUser, user),
      ...(withValues && { value: Float32Array.from(rows, (row) => data.value[row] ?? 0) }),
    };
  });

function farthest(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length);
  return found.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
}

describe.each(["item-knn", "ease", "pure-svd", "ials"])("%s", (name) => {
  test("scores a known user as it folds in his history", () =>
    releasing(async (keep) => {
      const model = keep(await trained(name, plain));
      const folded = await model.scoreHistories(historiesOf(plain, false));
      const known = await model.scoreCatalogue(allUsers);
      expect(farthest(folded ?? new Float32Array(0), known)).toBeLessThan(2e-5);
      expect(new Set(known).size).toBeGreaterThan(100);
    }));

  test("weighs histories as it weighs interactions, where values are used", () =>
    releasing(async (keep) => {
      const model = keep(await trained(name, weighted, { useValues: true }));
      const folded = await model.scoreHistories(historiesOf(weighted, true));
      const known = await model.scoreCatalogue(allUsers);
      expect(farthest(folded ?? new Float32Array(0), known)).toBeLessThan(1e-4);
      const ignoring = keep(await trained(name, weighted));
      expect(farthest(await ignoring.scoreCatalogue(allUsers), known)).toBeGreaterThan(0.01);
    }));
});

describe.each(names)("%s", (name) => {
  test("scores the same without kernels", () =>
    releasing(async (keep) => {
      const fast = keep(await trained(name, plain));
      const expected = await fast.scoreCatalogue(allUsers);
      vi.mocked(loadKernels).mockResolvedValue(undefined);
      try {
        const slow = keep(await trained(name, plain));
        expect(farthest(await slow.scoreCatalogue(allUsers), expected)).toBeLessThan(1e-3);
      } finally {
        vi.mocked(loadKernels).mockRestore();
      }
    }));

  test("scores the same from its artifact", () =>
    releasing(async (keep) => {
      const model = keep(await trained(name, weighted, name === "popularity" ? {} : { useValues: true }));
      const artifact = await createArtifact(model, { data: weighted, seed: 1 });
      const loaded = keep(loadModel(await decodeArtifact(await encodeArtifact(artifact))));
      expect(await loaded.scoreCatalogue(allUsers)).toEqual(await model.scoreCatalogue(allUsers));
      const histories = historiesOf(weighted, true);
      expect(await loaded.scoreHistories(histories)).toEqual(await model.scoreHistories(histories));
    }));

  test("counts an interaction that is observed twice once", () =>
    releasing(async (keep) => {
      const twice = plain.select(
        Int32Array.from([...allUsers, ...Array.from({ length: plain.length }, (_, i) => i)]),
      );
      if (name === "popularity") return;
      const expected = await keep(await trained(name, plain)).scoreCatalogue(allUsers);
      expect(await keep(await trained(name, twice)).scoreCatalogue(allUsers)).toEqual(expected);
    }));

  test("refuses histories of unknown items or with an item twice, and scores an empty one", () =>
    releasing(async (keep) => {
      const model = keep(await trained(name, plain));
      const folds = (itemIndex: Int32Array) => model.scoreHistories([{ itemIndex }]);
      await expect(folds(Int32Array.of(3, 45))).rejects.toThrow(UnknownIdError);
      await expect(folds(Int32Array.of(-1))).rejects.toThrow(/itemIndex -1/);
      await expect(folds(Int32Array.of(4, 2, 4))).rejects.toThrow(InvalidInteractionsError);
      const scores = await folds(new Int32Array(0));
      expect(scores?.length).toBe(45);
      expect(scores?.every(Number.isFinite)).toBe(true);
      expect(await model.scoreHistories([])).toEqual(new Float32Array(0));
    }));
});

test.each(["item-knn", "user-knn", "ease", "pure-svd", "ials"])(
  "%s gives back what it holds when memory runs out, wherever it does",
  async (name) => {
    const memory = (await loadKernels())?.memory;
    if (!memory) throw new Error("There are no kernels.");
    const before = memory.bytesInUse;
    const allocate = memory.allocate.bind(memory);
    let fits = 0;
    let allocated = 0;
    const spy = vi.spyOn(memory, "allocate").mockImplementation((bytes) => {
      if (allocated++ === fits) throw new OutOfMemoryError("There is no more.");
      return allocate(bytes);
    });
    try {
      for (; fits < 100; fits++) {
        allocated = 0;
        const outcome = await trained(name, weighted, { useValues: true }).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) break;
        expect(outcome).toBeInstanceOf(OutOfMemoryError);
        expect(memory.bytesInUse).toBe(before);
      }
      expect(fits).toBeGreaterThan(5);
      expect(fits).toBeLessThan(100);
    } finally {
      spy.mockRestore();
    }
    expect(memory.bytesInUse).toBe(before);
  },
);

test.each(["item-knn", "user-knn", "ease", "pure-svd", "ials"])(
  "%s refuses values that are no weights, where it uses them",
  async (name) => {
    const negative = matrixInteractions({
      numRows: 2,
      numColumns: 2,
      offsets: Int32Array.of(0, 1, 2),
      columns: Int32Array.of(0, 1),
      values: Float32Array.of(1, -1),
    });
    await expect(trained(name, negative, { useValues: true })).rejects.toThrow(/Row 1 has the value -1/);
  },
);
