import { expect, test } from "vitest";
import type { Interactions } from "../data/interactions.js";
import { InvalidConfigError, InvalidInteractionsError } from "../errors/errors.js";
import { createModel } from "../models/create-model.js";
import type { Scorer } from "../models/model.js";
import { checkerboard } from "../testing/checkerboard.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { evaluateRating } from "./evaluate-rating.js";
import { measureFoldIn } from "./measure-fold-in.js";

const { train, test: withheld } = checkerboard(20);
const split = { kind: "given", description: "one item withheld from each user" } as const;
const options = {
  train,
  test: withheld,
  evaluate: (scorer: Scorer, test: Interactions) =>
    evaluateRanking(scorer, { train, test, split, cutoffs: [1] }),
  seed: 2,
  share: 0.2,
};
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

test("trains each row in its own context, and scores everybody in that of the request", async () => {
  const context = { get: (position: number) => ({ item: train.itemIndex[position] ?? Number.NaN }) };
  const misplaced: number[] = [];
  const scoredIn: unknown[] = [];
  const gap = await measureFoldIn({
    ...options,
    ...{ context, requestContext: { item: 7 } },
    create: () => {
      const model = create("popularity");
      const { startTraining, scoreHistories, scoreCatalogue } = model;
      model.startTraining = (data, setup) => {
        const wrong = data.itemIndex.filter(
          (item, position) => setup.context?.get(position)?.["item"] !== item,
        );
        misplaced.push(wrong.length);
        return startTraining.call(model, data, setup);
      };
      model.scoreHistories = (histories, { context: of } = {}) => {
        scoredIn.push(of);
        return scoreHistories.call(model, histories);
      };
      model.scoreCatalogue = (users, { context: of } = {}) => {
        scoredIn.push(of);
        return scoreCatalogue.call(model, users);
      };
      return Object.assign(model, { readsContext: true });
    },
  });
  expect(gap.users).toHaveLength(4);
  expect(misplaced).toEqual([0, 0]);
  expect(scoredIn).toEqual([{ item: 7 }, { item: 7 }]);
});

test("measures ratings by their errors", async () => {
  const gap = await measureFoldIn({
    ...options,
    test: train,
    evaluate: (scorer, test) => evaluateRating(scorer, { test, split }),
    create: (dimensions) => createModel("funk-svd", { task: "rating", dimensions, config: {}, seed: 1 }),
  });
  expect(gap.comparisons.map(({ metric }) => metric)).toEqual(["rmse", "mae"]);
  expect(gap.foldedIn.metrics["rmse"]).toBeLessThan(0.5);
});
