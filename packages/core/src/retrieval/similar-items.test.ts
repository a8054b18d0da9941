import { expect, test } from "vitest";
import { UnknownIdError } from "../errors/errors.js";
import { loadKernels } from "../kernels/load-kernels.js";
import type { History, Scorer } from "../models/model.js";
import { createRandom } from "../random/random.js";
import { ItemCosines } from "./item-cosines.js";
import { ItemSimilarities } from "./item-similarities.js";
import { similarItems } from "./similar-items.js";

const scoreHistories = async (histories: readonly History[]) =>
  Float32Array.from(
    histories.flatMap(({ itemIndex }) => [1, 2, 3, 4].map((n) => n * (1 + (itemIndex[0] ?? 0)))),
  );
const dimensions = { numUsers: 2, numItems: 4 };
const modelWith = (similarity?: Scorer) => ({
  dimensions,
  scoreHistories,
  ...(similarity && { itemSimilarity: () => similarity }),
});

test("by the model's own geometry, where it has one", async () => {
  const similarity = new ItemSimilarities(4, { pair: (item, other) => 1 - Math.abs(item - other) / 4 });
  expect(await similarItems(modelWith(similarity), { itemIndex: 2, k: 2 })).toEqual([
    { itemIndex: 1, score: 0.75 },
    { itemIndex: 3, score: 0.75 },
  ]);
  const options = { itemIndex: 2, k: 9, exclude: Int32Array.of(1), filter: (item: number) => item !== 0 };
  expect(await similarItems(modelWith(similarity), options)).toEqual([{ itemIndex: 3, score: 0.75 }]);
  const varied = await similarItems(modelWith(similarity), { itemIndex: 2, k: 2, diversity: { lambda: 0 } });
  expect(varied.map(({ itemIndex }) => itemIndex)).toEqual([1, 3]);
});

test("else by what somebody who has the item alone is recommended", async () => {
  expect(await similarItems(modelWith(), { itemIndex: 3, k: 2 })).toEqual([
    { itemIndex: 2, score: 12 },
    { itemIndex: 1, score: 8 },
  ]);
  const candidates = Int32Array.of(0, 3);
  expect(await similarItems(modelWith(), { itemIndex: 3, k: 2, candidates })).toEqual([
    { itemIndex: 0, score: 4 },
  ]);
  const varied = similarItems(modelWith(), { itemIndex: 3, k: 2, diversity: { lambda: 0.5 } });
  await expect(varied).rejects.toThrow("no similarity of items");
});

test("names an item that is not there", async () => {
  await expect(similarItems(modelWith(), { itemIndex: 4, k: 2 })).rejects.toThrow(UnknownIdError);
  await expect(similarItems(modelWith(), { itemIndex: -1, k: 2 })).rejects.toThrow("itemIndex -1");
});

test("cosines, by the kernels too, of the vectors as they are after a release", async () => {
  const random = createRandom(5);
  const [numItems, dim] = [50, 6];
  const items = Float32Array.from({ length: numItems * dim }, () => random.normal());
  items.fill(0, 0, dim);
  const cosines = new ItemCosines(numItems, () => ({ dim, items }));
  const expected = (a: number, b: number) => {
    const [x, y] = [a, b].map((item) => items.subarray(item * dim, (item + 1) * dim));
    const dot = (p = new Float32Array(), q = new Float32Array()) =>
      p.reduce((sum, v, d) => sum + v * (q[d] ?? 0), 0);
    return dot(x, y) / (Math.sqrt(dot(x, x) * dot(y, y)) || 1);
  };
  const before = (await loadKernels())?.memory.bytesInUse;
  const catalogue = await cosines.scoreCatalogue(Int32Array.of(7));
  const pairs = await cosines.scorePairs(
    new Int32Array(numItems).fill(7),
    Int32Array.from(items.keys()).subarray(0, numItems),
  );
  for (let item = 0; item < numItems; item++) {
    expect(catalogue[item]).toBeCloseTo(expected(7, item), 5);
    expect(pairs[item]).toBeCloseTo(expected(7, item), 5);
  }
  const model = { dimensions: cosines.dimensions, scoreHistories, itemSimilarity: () => cosines };
  const [first] = await similarItems(model, { itemIndex: 7, k: 1 });
  const best = Math.max(
    ...Array.from({ length: numItems }, (_, item) => (item === 7 ? -1 : expected(7, item))),
  );
  expect(first?.score).toBeCloseTo(best, 5);
  items.fill(1);
  cosines.release();
  expect((await loadKernels())?.memory.bytesInUse).toBe(before);
  expect((await cosines.scorePairs(Int32Array.of(0), Int32Array.of(1)))[0]).toBeCloseTo(1, 6);
  cosines.release();
});
