import { expect, test } from "vitest";
import { InvalidConfigError, UnknownIdError } from "../errors/errors.js";
import { diversify, poolSizeOf } from "./diversify.js";
import { ItemCosines } from "./item-cosines.js";

/** Items 0 and 1 are the same, 2 is unlike all, 3 is the opposite of the first two. */
const vectors = { dim: 2, items: Float32Array.of(2, 0, 5, 0, 0, 3, -1, 0) };
const pool = [10, 9, 8, 0].map((score, itemIndex) => ({ itemIndex, score }));
const own = { itemSimilarity: () => new ItemCosines(4, () => vectors) };
const orderOf = async (lambda: number, k: number, options = {}) =>
  (await diversify(pool, { k, lambda, scorer: own, ...options })).map(({ itemIndex }) => itemIndex);

test("chooses by marginal relevance, worked out by hand", async () => {
  // Relevance is 1, .9, .8, 0. After item 0: .45 − .5 · 1, .4 − .5 · 0, 0 + .5 · 1.
  expect(await orderOf(0.5, 4)).toEqual([0, 3, 2, 1]);
  // After item 0: .72 − .2, .64, 0 + .2; after item 2 the highest similarities are 1 and 0.
  expect(await orderOf(0.8, 4)).toEqual([0, 2, 1, 3]);
  expect(await orderOf(1, 4)).toEqual([0, 1, 2, 3]);
  expect(await orderOf(0.5, 2)).toEqual([0, 3]);
});

test("keeps the scores, takes given vectors, and bears small pools", async () => {
  expect(await diversify(pool, { k: 2, lambda: 0.8, scorer: own })).toEqual([pool[0], pool[2]]);
  const allAlike = { dim: 1, items: Float32Array.of(1, 2, 3, 4) };
  expect(await orderOf(0.5, 4, { vectors: allAlike })).toEqual([0, 1, 2, 3]);
  expect(await orderOf(0.5, 9)).toEqual([0, 3, 2, 1]);
  expect(await diversify([], { k: 3, lambda: 0.5, scorer: own })).toEqual([]);
});

test("of equal or infinite scores, variety decides", async () => {
  const equal = pool.map(({ itemIndex }) => ({ itemIndex, score: 4 }));
  const items = async (of: typeof pool) =>
    (await diversify(of, { k: 3, lambda: 0.5, scorer: own })).map(({ itemIndex }) => itemIndex);
  expect(await items(equal)).toEqual([0, 3, 2]);
  const infinite = pool.map((each, i) => (i === 3 ? { ...each, score: Number.NEGATIVE_INFINITY } : each));
  expect(await items(infinite)).toEqual([0, 3, 2]);
});

test("refuses what it cannot do", async () => {
  await expect(diversify(pool, { k: 2, lambda: 0.5, scorer: {} })).rejects.toThrow("give diversity.vectors");
  const short = { dim: 2, items: vectors.items.subarray(0, 6) };
  await expect(orderOf(0.5, 2, { vectors: short })).rejects.toThrow(UnknownIdError);
  expect(() => poolSizeOf({ lambda: 1.5 }, 3)).toThrow(InvalidConfigError);
  expect(() => poolSizeOf({ lambda: 0.5, poolSize: 2 }, 3)).toThrow("poolSize is 2");
  expect([poolSizeOf({ lambda: 0 }, 3), poolSizeOf({ lambda: 1, poolSize: 4 }, 3)]).toEqual([30, 4]);
});
