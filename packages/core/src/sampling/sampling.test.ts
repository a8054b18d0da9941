import { describe, expect, it } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { createRandom } from "../random/random.js";
import type { Batch, BatchSource, BatchSourceOptions } from "./batch.js";
import { pairs, singleItems } from "./drawn-batches.js";
import { ratingBatches } from "./rating-batches.js";
import { uniformSampler } from "./uniform.js";
import { uniformNegatives } from "./uniform-negatives.js";

const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));

/** Users 0 and 1 over five items; user 2 has every item. */
const data = new Interactions(ids(3), ids(5), {
  userIndex: Int32Array.of(0, 0, 0, 1, 2, 2, 2, 2, 2),
  itemIndex: Int32Array.of(0, 1, 2, 4, 0, 1, 2, 3, 4),
  value: Float32Array.of(5, 3, 1, 4, 2, 2, 2, 2, 2),
});

const options = { data, batchSize: 6, numNegatives: 2, labelOffset: 0, random: createRandom(1) };

const pointwiseBatches = (source: BatchSourceOptions) => uniformSampler().batches(singleItems, source);
const pairwiseBatches = (source: BatchSourceOptions) => uniformSampler().batches(pairs, source);

/** A batch that needs no scores. */
function batchOf(source: BatchSource, step: number): Batch {
  const batch = source.batch(step, () => Promise.reject(new Error("asked for scores")));
  if (batch instanceof Promise) throw new Error("the batch is a promise");
  return batch;
}

/** Each row of an epoch as `user-item-label`, batch by batch. */
function epochOf(source: BatchSource): string[][] {
  source.startEpoch();
  return Array.from({ length: source.stepsPerEpoch }, (_, step) => {
    const { userIndex, itemIndex, labels } = batchOf(source, step);
    return Array.from(userIndex, (user, i) => `${user}-${itemIndex[i]}-${labels[i]}`);
  });
}

describe("uniformNegatives", () => {
  it("never draws a known positive, and draws the others equally often", () => {
    const negatives = uniformNegatives(data, createRandom(2));
    const counts = new Map<number, number>();
    for (let i = 0; i < 20_000; i++) {
      const item = negatives.draw(0);
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([3, 4]);
    expect((counts.get(3) ?? 0) / 20_000).toBeCloseTo(0.5, 1);
  });

  it("never draws a known positive where there is no room for a bit a pair", () => {
    const wide = new Interactions(ids(40_000), ids(8000), data);
    const negatives = uniformNegatives(wide, createRandom(2));
    const draws = Array.from({ length: 20_000 }, () => negatives.draw(0));
    expect(Math.min(...draws)).toBe(3);
    expect(Math.max(...draws)).toBeLessThan(8000);
    expect(new Set(draws).size).toBeGreaterThan(7000);
  });

  it("knows who has no negative, duplicates counted once", () => {
    const negatives = uniformNegatives(data, createRandom(2));
    expect([0, 1, 2].map((user) => negatives.hasNegative(user))).toEqual([true, true, false]);
    const twice = new Interactions(ids(1), ids(3), {
      userIndex: Int32Array.of(0, 0, 0),
      itemIndex: Int32Array.of(1, 1, 2),
      value: Float32Array.of(1, 1, 1),
    });
    expect(uniformNegatives(twice, createRandom(1)).hasNegative(0)).toBe(true);
    expect(uniformNegatives(twice, createRandom(1)).draw(0)).toBe(0);
  });
});

describe("ratingBatches", () => {
  it("meets every row once an epoch, in another order each time, with its value less the offset", () => {
    const source = ratingBatches({ ...options, batchSize: 4, labelOffset: 3 });
    const first = epochOf(source);
    expect(first.map((batch) => batch.length)).toEqual([4, 4, 1]);
    expect(first.flat().sort()).toEqual(
      ["0-0-2", "0-1-0", "0-2--2", "1-4-1", "2-0--1", "2-1--1", "2-2--1", "2-3--1", "2-4--1"].sort(),
    );
    expect(epochOf(source).flat()).not.toEqual(first.flat());
  });
});

describe("pointwiseBatches", () => {
  it("puts each positive with its negatives, and leaves out a user who has everything", () => {
    const source = pointwiseBatches(options);
    const rows = epochOf(source).flat();
    expect(source.samplesPerEpoch).toBe(12);
    expect(rows).toHaveLength(12);
    expect(rows.filter((row) => row.endsWith("-1")).sort()).toEqual(["0-0-1", "0-1-1", "0-2-1", "1-4-1"]);
    for (const row of rows.filter((each) => each.endsWith("-0"))) {
      expect(["0-3-0", "0-4-0", "1-0-0", "1-1-0", "1-2-0", "1-3-0"]).toContain(row);
    }
  });

  it("draws new negatives each epoch", () => {
    const source = pointwiseBatches(options);
    const negativesOf = () =>
      epochOf(source)
        .flat()
        .filter((row) => row.endsWith("-0"))
        .sort()
        .join();
    expect(new Set([negativesOf(), negativesOf(), negativesOf(), negativesOf()]).size).toBeGreaterThan(1);
  });

  it("refuses to train without negatives", () => {
    expect(() => pointwiseBatches({ ...options, numNegatives: 0 })).toThrow("numNegatives is 0");
  });
});

describe("pairwiseBatches", () => {
  it("gives positives, then a negative of each in the same order", () => {
    const source = pairwiseBatches(options);
    source.startEpoch();
    expect(source.samplesPerEpoch).toBe(16);
    for (let step = 0; step < source.stepsPerEpoch; step++) {
      const { userIndex, labels } = batchOf(source, step);
      const pairs = userIndex.length / 2;
      expect([...userIndex.subarray(0, pairs)]).toEqual([...userIndex.subarray(pairs)]);
      expect([...labels]).toEqual([...new Array(pairs).fill(1), ...new Array(pairs).fill(0)]);
    }
  });

  it("cannot train where every user has every item", () => {
    const full = data.select(Int32Array.of(4, 5, 6, 7, 8));
    expect(() => pairwiseBatches({ ...options, data: full })).toThrow("every user has all 5 items");
  });
});
