import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { sequencesOf } from "../data/sequences.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import type { History } from "../models/model.js";
import { checkerboard } from "../testing/checkerboard.js";
import { FoldedScorer } from "./folded-scorer.js";
import { measureFoldIn } from "./measure-fold-in.js";

const { train, test: withheld } = checkerboard(20);
const options = {
  train,
  test: withheld,
  split: { kind: "given", description: "one item withheld from each user" },
  cutoffs: [1],
  seed: 2,
  share: 0.2,
} as const;
const create = (name: string, config = {}) =>
  createModel(name, { task: "ranking", dimensions: train, config, seed: 1 });

test("leaves users out of the first training only, and compares on their test rows", async () => {
  const trainedOn: Int32Array[] = [];
  const gap = await measureFoldIn({
    ...options,
    create: () => {
      const model = create("ease", { l2: 10 });
      const startTraining = model.startTraining.bind(model);
      model.startTraining = (data, setup) => {
        trainedOn.push(data.userIndex);
        return startTraining(data, setup);
      };
      return model;
    },
  });
  expect(gap.users).toHaveLength(4);
  const [without, all] = trainedOn.map((users) => new Set(users));
  expect([...gap.users].some((user) => without?.has(user))).toBe(false);
  expect([without?.size, all?.size]).toEqual([16, 20]);
  expect(gap.foldedIn.users).toEqual(gap.users);
  expect(gap.retrained.users).toEqual(gap.users);
  expect(gap.millisecondsPerHistory).toBeGreaterThan(0);
  expect(gap.foldedIn.metrics["hitRate@1"]).toBe(1);
  const [first] = gap.comparisons;
  expect(first).toMatchObject({ difference: 0, low: 0, high: 0, numUsers: 4 });
  const again = await measureFoldIn({ ...options, seed: 3, create: () => create("popularity") });
  expect(again.users).not.toEqual(gap.users);
});

test("shows what a model that forgets histories loses", async () => {
  const gap = await measureFoldIn({
    ...options,
    create: () => {
      const model = create("item-knn", { shrinkage: 0 });
      model.scoreHistories = async (histories) => new Float32Array(20 * histories.length);
      return model;
    },
  });
  const hits = gap.comparisons.find(({ metric }) => metric === "hitRate@1");
  expect(hits).toMatchObject({ a: 0, b: 1, difference: -1, low: -1, high: -1 });
});

test("refuses shares that leave nobody", async () => {
  const measure = (share: number) => measureFoldIn({ ...options, share, create: () => create("popularity") });
  await expect(measure(1.5)).rejects.toThrow(InvalidConfigError);
  await expect(measure(0.01)).rejects.toThrow(InvalidInteractionsError);
});

test("gives histories oldest first, each item once with its latest value", async () => {
  const { users, items } = train;
  const data = new Interactions(users, items, {
    userIndex: Int32Array.of(1, 1, 1, 1),
    itemIndex: Int32Array.of(4, 2, 4, 7),
    value: Float32Array.of(1, 2, 3, 4),
    timestamp: Float64Array.of(10, 40, 30, 20),
  });
  const asked: History[] = [];
  const model = {
    dimensions: { numUsers: 20, numItems: 20 },
    scoreHistories: async (histories: readonly History[]) => {
      asked.push(...histories);
      return Float32Array.from({ length: 20 * histories.length }, (_, at) => at);
    },
  };
  const scorer = new FoldedScorer(model, sequencesOf(data), data);
  expect([...(await scorer.scorePairs(Int32Array.of(1, 0, 1), Int32Array.of(3, 5, 0)))]).toEqual([3, 25, 0]);
  expect(asked[0]?.itemIndex).toEqual(Int32Array.of(7, 4, 2));
  expect(asked[0]?.value).toEqual(Float32Array.of(4, 3, 2));
  expect(asked[1]?.itemIndex).toHaveLength(0);
});
