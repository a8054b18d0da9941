import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { sequencesOf } from "../data/sequences.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidFeaturesError } from "../errors/errors.js";
import { defineFeatures } from "../features/feature-schema.js";
import { fitFeatures } from "../features/features.js";
import { createModel } from "../models/create-model.js";
import type { History, ScoreOptions } from "../models/model.js";
import { fit } from "../training/fit.js";
import { FoldedScorer } from "./folded-scorer.js";

const numbered = (prefix: string, size: number) =>
  Vocabulary.of(Array.from({ length: size }, (_, i) => `${prefix}${i}`));

test("gives histories oldest first, each item once with its latest value, and passes context on", async () => {
  const data = new Interactions(numbered("u", 20), numbered("i", 20), {
    userIndex: Int32Array.of(1, 1, 1, 1),
    itemIndex: Int32Array.of(4, 2, 4, 7),
    value: Float32Array.of(1, 2, 3, 4),
    timestamp: Float64Array.of(10, 40, 30, 20),
  });
  const asked: History[] = [];
  const contexts: ScoreOptions["context"][] = [];
  const model = {
    dimensions: { numUsers: 20, numItems: 20 },
    scoreHistories: async (histories: readonly History[], { context }: ScoreOptions = {}) => {
      asked.push(...histories);
      contexts.push(context);
      return Float32Array.from({ length: 20 * histories.length }, (_, at) => at);
    },
  };
  const scorer = new FoldedScorer(model, sequencesOf(data), data);
  const pairs = [Int32Array.of(1, 0, 1), Int32Array.of(3, 5, 0)] as const;
  expect([...(await scorer.scorePairs(...pairs, { context: { hour: 3 } }))]).toEqual([3, 25, 0]);
  expect(asked).toEqual([
    { itemIndex: Int32Array.of(7, 4, 2), value: Float32Array.of(4, 3, 2) },
    { itemIndex: new Int32Array(), value: new Float32Array() },
  ]);
  expect(contexts).toEqual([{ hour: 3 }]);
});

test("scores pairs of many users in blocks", async () => {
  const data = new Interactions(numbered("u", 600), numbered("i", 2), {
    userIndex: Int32Array.of(599),
    itemIndex: Int32Array.of(1),
    value: Float32Array.of(7),
  });
  const sizes: number[] = [];
  const model = {
    dimensions: data,
    scoreHistories: async (histories: readonly History[]) => {
      sizes.push(histories.length);
      return Float32Array.from(histories.flatMap(({ value }) => [0, value?.[0] ?? -1]));
    },
  };
  const scorer = new FoldedScorer(model, sequencesOf(data), data);
  const users = Int32Array.from({ length: 600 }, (_, user) => user);
  const scores = await scorer.scorePairs(users, new Int32Array(600).fill(1));
  expect(sizes).toEqual([256, 256, 88]);
  expect([...new Set(scores.subarray(0, 599)), scores[599]]).toEqual([-1, 7]);
});

const [numUsers, numItems] = [24, 11];
/** Users 20 and on have nothing but the item that everybody has. */
const firstCold = 20;

/** Half of the users like the even ones of items 0 to 9, the others the odd ones. */
function twoTastes() {
  const userIndex: number[] = [];
  const itemIndex: number[] = [];
  for (let user = 0; user < numUsers; user++) {
    for (let item = 0; item < numItems; item++) {
      const isOwn = item % 2 === user % 2 && user < firstCold && (item + user) % 5 !== 0;
      if (item < numItems - 1 && !isOwn) continue;
      userIndex.push(user);
      itemIndex.push(item);
    }
  }
  const data = new Interactions(numbered("u", numUsers), numbered("i", numItems), {
    userIndex: Int32Array.from(userIndex),
    itemIndex: Int32Array.from(itemIndex),
    value: new Float32Array(userIndex.length).fill(1),
  });
  const train = data.select(
    Int32Array.from(userIndex.keys()).filter((row) => (userIndex[row] ?? 0) < firstCold),
  );
  const users = { get: (id: string) => ({ likes: Number(id.slice(1)) % 2 }) };
  return { data, train, users };
}

test("folds a user in with his features, which say what his history does not", async () => {
  const { data, train, users } = twoTastes();
  const schema = defineFeatures({ users: { likes: { kind: "categorical" } } });
  const model = createModel("fm", {
    ...{ task: "ranking", dimensions: train, seed: 1, features: fitFeatures(schema, { train, users }) },
    config: {
      ...{ optimizer: "adagrad", learningRate: 0.2, epochs: 40, batchSize: 64 },
      ...{ idDropout: 0.3, embeddingDim: 4, numNegatives: 2 },
    },
  });
  await fit(model, train, { seed: 1 });
  const sequences = sequencesOf(data);
  expect(() => new FoldedScorer(model, sequences, data)).toThrow(InvalidFeaturesError);
  const cold = Int32Array.of(firstCold, firstCold + 1);
  const scores = await new FoldedScorer(model, sequences, data, { users }).scoreCatalogue(cold);
  const unknown = await new FoldedScorer(model, sequences, data, { users: new Map() }).scoreCatalogue(cold);
  model.dispose();
  /** By how much the user at a row prefers even items. */
  const preference = (all: Float32Array, row: number) => {
    const own = Array.from(all.subarray(row * numItems, (row + 1) * numItems - 1));
    return own.reduce((sum, score, item) => sum + (item % 2 === 0 ? score : -score), 0);
  };
  expect(preference(scores, 0)).toBeGreaterThan(3);
  expect(preference(scores, 1)).toBeLessThan(-3);
  expect(preference(unknown, 0)).toBeCloseTo(preference(unknown, 1), 4);
});
