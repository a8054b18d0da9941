import { expect, test } from "vitest";
import { InvalidConfigError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { createItemIndex } from "./create-item-index.js";
import type { ItemVectors } from "./item-panels.js";
import { PlainIndex } from "./plain-index.js";
import { recallOf } from "./recall-of.js";

const [dim, numItems, numQueries] = [16, 8000, 60];

/** Items and queries around the same hundred centres, items of different lengths and with biases. */
function world(seed: number): { vectors: ItemVectors; queries: Float32Array } {
  const random = createRandom(seed);
  const centres = Float32Array.from({ length: 100 * dim }, () => random.normal());
  const around = (count: number) => {
    const values = new Float32Array(count * dim);
    for (let row = 0; row < count; row++) {
      const centre = random.integer(100) * dim;
      const length = Math.exp(0.3 * random.normal());
      for (let j = 0; j < dim; j++) {
        values[row * dim + j] = length * ((centres[centre + j] as number) + 0.6 * random.normal());
      }
    }
    return values;
  };
  const itemBias = Float32Array.from({ length: numItems }, () => random.normal());
  return { vectors: { dim, items: around(numItems), itemBias }, queries: around(numQueries) };
}

const { vectors, queries } = world(3);
const exact = new PlainIndex(vectors);

test("finds nine in ten of the best, and more in more clusters", async () => {
  const index = await createItemIndex(vectors, { kind: "approximate", seed: 1 });
  expect(recallOf(index, exact, { queries, k: 10 })).toBeGreaterThan(0.9);
  const query = queries.subarray(0, dim);
  const scoreIn = (probes: number) =>
    index.search(query, 50, { probes }).reduce((sum, { score }) => sum + score, 0);
  expect(scoreIn(4)).toBeGreaterThan(scoreIn(1));
  expect(index.search(query, 50, { probes: 10_000 })).toEqual(
    // To the order of adding up.
    exact.search(query, 50).map(({ itemIndex, score }) => ({ itemIndex, score: expect.closeTo(score, 4) })),
  );
  index.dispose();
});

test("returns k items whatever is excluded, and none that is", async () => {
  const index = await createItemIndex(vectors, { kind: "approximate", seed: 1 });
  const query = queries.subarray(dim, 2 * dim);
  const first = index.search(query, 2000);
  expect(first).toHaveLength(2000);
  const exclude = Int32Array.from(first, ({ itemIndex }) => itemIndex);
  const second = index.search(query, 40, { exclude, probes: 1 });
  expect(second).toHaveLength(40);
  const excluded = new Set(exclude);
  expect(second.filter(({ itemIndex }) => excluded.has(itemIndex))).toEqual([]);
  const allButThree = Int32Array.from({ length: numItems - 3 }, (_, i) => i);
  const left = index.search(query, 10, { exclude: allButThree }).map(({ itemIndex }) => itemIndex);
  expect(left.toSorted((a, b) => a - b)).toEqual([numItems - 3, numItems - 2, numItems - 1]);
  index.dispose();
});

test("is exact among candidates", async () => {
  const index = await createItemIndex(vectors, { kind: "approximate", seed: 1 });
  const candidates = Int32Array.from({ length: 300 }, (_, i) => (i * 6151) % numItems);
  const exclude = candidates.subarray(0, 20);
  for (let row = 0; row < 5; row++) {
    const query = queries.subarray(row * dim, (row + 1) * dim);
    const found = index.search(query, 12, { candidates, exclude, probes: 1 });
    const best = exact.search(query, 12, { candidates, exclude });
    expect(found.map(({ itemIndex }) => itemIndex)).toEqual(best.map(({ itemIndex }) => itemIndex));
  }
  index.dispose();
});

test("the seed decides the clusters, the threads do not", async () => {
  const found = async (seed: number, threads: number) => {
    const index = await createItemIndex(vectors, { kind: "approximate", seed, threads });
    const lists = index.searchMany(queries, 30, { probes: 1 });
    index.dispose();
    return lists;
  };
  const first = await found(1, 1);
  expect(await found(1, 3)).toEqual(first);
  expect(await found(2, 1)).not.toEqual(first);
});

test.each([{ clusters: 0 }, { clusters: 2.5 }, { probes: 0 }])("refuses %j", async (options) => {
  const failure = createItemIndex(vectors, { kind: "approximate", seed: 1, ...options });
  await expect(failure).rejects.toThrow(InvalidConfigError);
});
