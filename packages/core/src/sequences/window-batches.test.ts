import { expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { packSequences, positionsFromEnd } from "./packed-sequences.js";
import { timeMajor } from "./time-major.js";
import { unfold } from "./unfold.js";
import { WindowBatches, type WindowBatchesOptions } from "./window-batches.js";

/** User u has the items 100 u, 100 u + 1, …, in that order. */
const interactions = (lengths: readonly number[]) => {
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  const rows = lengths.flatMap((length, user) =>
    Array.from({ length }, (_, i) => ({ user, item: 100 * user + i })),
  );
  return new Interactions(ids(lengths.length), ids(100 * lengths.length), {
    userIndex: Int32Array.from(rows, ({ user }) => user),
    itemIndex: Int32Array.from(rows, ({ item }) => item),
    value: new Float32Array(rows.length).fill(1),
  });
};
const batchesOf = (lengths: readonly number[], options: Partial<WindowBatchesOptions> = {}) =>
  new WindowBatches(interactions(lengths), {
    ...{ maxLength: 4, batchSize: 6, numTargets: 1, random: createRandom(1) },
    ...options,
  });

it("meets every item once an epoch, before the one that followed it, in windows of at most maxLength", () => {
  const batches = batchesOf([7, 1, 2, 30, 3]);
  expect(batches.tokensPerEpoch).toBe(6 + 0 + 1 + 29 + 2);
  expect(batches.stepsPerEpoch).toBe(7);
  const cuts: string[] = [];
  for (let epoch = 0; epoch < 2; epoch++) {
    batches.startEpoch();
    const met: number[] = [];
    const starts: number[] = [];
    for (let step = 0; step < batches.stepsPerEpoch; step++) {
      const { offsets, itemIndex, targets, userIndex, targetUsers } = batches.batch(step);
      met.push(...itemIndex);
      expect(Array.from(targets)).toEqual(Array.from(itemIndex, (item) => item + 1));
      expect(Array.from(targetUsers)).toEqual(Array.from(itemIndex, (item) => Math.floor(item / 100)));
      for (const [s, user] of userIndex.entries()) {
        const items = itemIndex.slice(offsets[s], offsets[s + 1]);
        expect(items.length).toBeLessThanOrEqual(4);
        expect(Math.floor((items[0] ?? 0) / 100)).toBe(user);
        starts.push(items[0] ?? 0);
      }
    }
    const expected = [6, 0, 1, 29, 2].flatMap((count, user) =>
      Array.from({ length: count }, (_, i) => 100 * user + i),
    );
    expect(met.toSorted((a, b) => a - b)).toEqual(expected);
    cuts.push(starts.toSorted((a, b) => a - b).join());
  }
  expect(cuts[0]).not.toBe(cuts[1]);
});

it("predicts several of the next items, as far as there are", () => {
  const { tokens, targets } = batchesOf([4], { numTargets: 3 }).batch(0);
  expect(tokens?.map((group) => Array.from(group))).toEqual([[0, 1, 2], [0, 1], [0]]);
  expect(Array.from(targets)).toEqual([1, 2, 3, 2, 3, 3]);
});

it("has steps without sequences where there are fewer sequences than steps", () => {
  const batches = batchesOf([5], { batchSize: 1 });
  const sizes = Array.from(
    { length: batches.stepsPerEpoch },
    (_, step) => batches.batch(step).targets.length,
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(4);
  expect(sizes).toContain(0);
});

it("refuses data in which nothing follows anything", () => {
  expect(() => batchesOf([1, 1])).toThrow(InvalidInteractionsError);
});

const packed = packSequences([Int32Array.of(5, 6, 7), new Int32Array(0), Int32Array.of(8, 9, 1, 2)], 3);

it("packs the last items and counts places from the end", () => {
  expect(Array.from(packed.offsets)).toEqual([0, 3, 3, 6]);
  expect(Array.from(packed.itemIndex)).toEqual([5, 6, 7, 9, 1, 2]);
  expect(Array.from(positionsFromEnd(packSequences([Int32Array.of(4, 4)], 9), 5))).toEqual([3, 4]);
});

it("orders tokens time by time, the longest sequences first", () => {
  const ragged = packSequences([Int32Array.of(1), Int32Array.of(2, 3, 4), Int32Array.of(5, 6)], 9);
  const { starts, tokenAt, placeOf } = timeMajor(ragged);
  expect(Array.from(starts)).toEqual([0, 3, 5, 6]);
  expect(Array.from(tokenAt, (token) => ragged.itemIndex[token])).toEqual([2, 5, 1, 3, 6, 4]);
  expect(Array.from(tokenAt, (token) => placeOf[token])).toEqual([0, 1, 2, 3, 4, 5]);
});

it("unfolds what came up to each token, and marks where nothing did", () => {
  const { itemIndex, isPresent } = unfold(packed, 2);
  expect(Array.from(itemIndex)).toEqual([0, 5, 5, 6, 6, 7, 0, 9, 9, 1, 1, 2]);
  expect(Array.from(isPresent)).toEqual([0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
});
