import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidConfigError, InvalidScoreError, UnknownIdError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { createItemIndex } from "./create-item-index.js";
import type { ItemIndex, SearchOptions } from "./item-index.js";
import type { ItemVectors } from "./item-panels.js";
import { PlainIndex } from "./plain-index.js";

/** Whole numbers, so that ties are common and every order of adding up gives the same sum. */
const whole = fc.integer({ min: -2, max: 2 });
const cases = fc
  .record({
    dim: fc.integer({ min: 1, max: 9 }),
    numItems: fc.integer({ min: 0, max: 70 }),
    numQueries: fc.integer({ min: 0, max: 9 }),
    k: fc.integer({ min: 1, max: 80 }),
  })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      items: numbers(shape.numItems * shape.dim),
      itemBias: fc.option(numbers(shape.numItems), { nil: undefined }),
      queries: numbers(shape.numQueries * shape.dim),
      excluded: fc.array(fc.nat(70)),
      candidates: fc.option(fc.array(fc.nat(Math.max(0, shape.numItems - 1))), { nil: undefined }),
    }),
  );

function numbers(length: number): fc.Arbitrary<Float32Array> {
  return fc.array(whole, { minLength: length, maxLength: length }).map((all) => Float32Array.from(all));
}

const create = {
  exact: (vectors: ItemVectors, threads?: number) => createItemIndex(vectors, { kind: "exact", threads }),
  quantised: (vectors: ItemVectors, threads?: number) =>
    createItemIndex(vectors, { kind: "quantised", threads }),
  /** Looks in all clusters, so it must find what there is. */
  approximate: (vectors: ItemVectors, threads?: number) =>
    createItemIndex(vectors, { kind: "approximate", seed: 4, clusters: 5, probes: 5, threads }),
};

describe.each(["exact", "approximate"] as const)("%s", (kind) => {
  test("agrees with the twin for any vectors, exclusions and candidates", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ shape, items, itemBias, queries, excluded, candidates }) => {
        const { dim, numItems, k } = shape;
        const vectors = { dim, items, itemBias };
        const index = await create[kind](vectors, 2);
        const twin = new PlainIndex(vectors);
        expect({ dim: index.dim, numItems: index.numItems }).toEqual({ dim, numItems });
        const options: SearchOptions = {
          exclude: Int32Array.from(excluded),
          candidates: numItems > 0 && candidates ? Int32Array.from(candidates) : undefined,
        };
        for (let row = 0; row < queries.length / dim; row++) {
          const query = queries.subarray(row * dim, (row + 1) * dim);
          expect(index.search(query, k, options)).toEqual(twin.search(query, k, options));
        }
        const many = { exclude: (row: number) => (row % 2 === 0 ? options.exclude : undefined) };
        expect(index.searchMany(queries, k, many)).toEqual(twin.searchMany(queries, k, many));
        index.dispose();
      }),
      { numRuns: 150 },
    );
  });
});

describe.each(["exact", "quantised", "approximate"] as const)("%s", (kind) => {
  test("many queries get what each would get alone, to the bit, on any number of threads", async () => {
    const random = createRandom(5);
    const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
    const dim = 19;
    const vectors = { dim, items: draw(3001 * dim), itemBias: draw(3001) };
    const queries = draw(101 * dim);
    const exclude = (row: number) => Int32Array.from({ length: row * 10 }, (_, i) => i * 3);
    const [one, three] = await Promise.all([create[kind](vectors, 1), create[kind](vectors, 3)]);
    const lists = one.searchMany(queries, 12, { exclude });
    expect(three.searchMany(queries, 12, { exclude })).toEqual(lists);
    for (const [row, list] of lists.entries()) {
      const query = queries.subarray(row * dim, (row + 1) * dim);
      expect(one.search(query, 12, { exclude: exclude(row) })).toEqual(list);
    }
    one.dispose();
    three.dispose();
  });

  const withIndex = withIndexOf(kind);

  test("refuses what is no query, no k, no item and no number", async () => {
    const vectors = { dim: 2, items: Float32Array.from({ length: 40 }, (_, i) => i) };
    await withIndex(vectors, (index) => {
      const query = Float32Array.of(1, 0);
      expect(() => index.search(Float32Array.of(1), 1)).toThrow(InvalidConfigError);
      expect(() => index.searchMany(Float32Array.of(1, 2, 3), 1)).toThrow(InvalidConfigError);
      expect(() => index.search(query, 0)).toThrow("k is 0");
      expect(() => index.searchMany(query, 1.5)).toThrow("k is 1.5");
      expect(() => index.search(query, 1, { candidates: Int32Array.of(20) })).toThrow(UnknownIdError);
      expect(() => index.search(query, 1, { candidates: Int32Array.of(-1, 3) })).toThrow(UnknownIdError);
    });
    await expect(create[kind]({ dim: 3, items: new Float32Array(8) })).rejects.toThrow("dim 3");
    const itemBias = new Float32Array(3);
    const failure = create[kind]({ dim: 2, items: new Float32Array(8), itemBias });
    await expect(failure).rejects.toThrow("3 numbers for 4 items");
  });

  test("a query that is not finite is answered as exactly as any", async () => {
    const vectors = { dim: 2, items: Float32Array.of(1, 0, 2, 1, -1, 3) };
    await withIndex(vectors, (index) => {
      const ranked = index.search(Float32Array.of(Number.POSITIVE_INFINITY, 1), 3, {
        exclude: Int32Array.of(0),
      });
      expect(ranked).toEqual([
        { itemIndex: 1, score: Number.POSITIVE_INFINITY },
        { itemIndex: 2, score: Number.NEGATIVE_INFINITY },
      ]);
      expect(() => index.search(Float32Array.of(Number.NaN, 1), 1)).toThrow("itemIndex 0 ");
    });
  });

  test("gives its memory back", async () => {
    const kernels = await loadKernels();
    if (!kernels) throw new Error("WebAssembly SIMD is missing");
    const before = kernels.memory.bytesInUse;
    await withIndex({ dim: 2, items: Float32Array.from({ length: 400 }, (_, i) => i % 17) }, (index) => {
      index.search(Float32Array.of(1, 0), 3, { candidates: Int32Array.of(4, 2) });
      index.searchMany(Float32Array.of(1, 0, 2, 1), 3);
      expect(() => index.search(Float32Array.of(Number.NaN, 0), 3)).toThrow(InvalidScoreError);
    });
    expect(kernels.memory.bytesInUse).toBe(before);
  });
});

describe("exact", () => {
  const withIndex = withIndexOf("exact");

  test("names the item whose score is NaN, wherever it stands", async () => {
    for (const item of [0, 7, 8, 19]) {
      const items = Float32Array.from({ length: 40 }, (_, i) => i);
      items[item * 2] = Number.NaN;
      await withIndex({ dim: 2, items }, (index) => {
        for (const query of [Float32Array.of(1, 0), Float32Array.of(-1, 0)]) {
          expect(() => index.search(query, 3)).toThrow(InvalidScoreError);
          expect(() => index.search(query, 3)).toThrow(`itemIndex ${item} `);
          expect(() => index.searchMany(query, 3)).toThrow(`itemIndex ${item} `);
        }
      });
    }
  });

  test("infinite scores are scores", async () => {
    const itemBias = Float32Array.of(Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY);
    await withIndex({ dim: 1, items: new Float32Array(3), itemBias }, (index) => {
      const ranked = index.search(Float32Array.of(1), 3).map(({ itemIndex }) => itemIndex);
      expect(ranked).toEqual([2, 1, 0]);
    });
  });
});

test.each(["quantised", "approximate"] as const)("%s refuses vectors that are not finite", async (kind) => {
  const items = Float32Array.of(1, 2, 3, Number.NaN, 5, 6);
  await expect(create[kind]({ dim: 2, items })).rejects.toThrow("itemIndex 1 ");
  const itemBias = Float32Array.of(0, 0, Number.NEGATIVE_INFINITY);
  const failure = create[kind]({ dim: 2, items: new Float32Array(6), itemBias });
  await expect(failure).rejects.toThrow(InvalidScoreError);
  await expect(failure).rejects.toThrow("itemIndex 2 ");
});

function withIndexOf(kind: keyof typeof create) {
  return async (vectors: ItemVectors, work: (index: ItemIndex) => void): Promise<void> => {
    const index = await create[kind](vectors);
    try {
      work(index);
    } finally {
      index.dispose();
    }
  };
}
