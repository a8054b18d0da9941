import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, it } from "vitest";
import { createArtifact } from "../artifacts/create-artifact.js";
import { decodeArtifact } from "../artifacts/decode-artifact.js";
import { encodeArtifact } from "../artifacts/encode-artifact.js";
import { Interactions } from "../data/interactions.js";
import { createSyntheticWorld } from "../data/synthetic/synthetic-world.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError, InvalidFeaturesError, InvalidInteractionsError } from "../errors/errors.js";
import { explain } from "../explanations/explain.js";
import { defineFeatures } from "../features/feature-schema.js";
import { type Features, fitFeatures } from "../features/features.js";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom } from "../random/random.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import { loadModel } from "./load-model.js";
import type { Model } from "./model.js";

const numUsers = 48;
const numItems = 40;
const numTopics = 4;
/** The last of each side have no interactions. */
const isCold = (index: number, size: number) => index >= size - 8;
const topicOf = (index: number) => index % numTopics;

/** Users like the items of their topic, and nothing else counts. */
function likedTopics(): { train: Interactions; features: Features } {
  const random = createRandom(4);
  const userIndex: number[] = [];
  const itemIndex: number[] = [];
  for (let user = 0; user < numUsers; user++) {
    for (let item = 0; item < numItems; item++) {
      if (isCold(user, numUsers) || isCold(item, numItems) || topicOf(user) !== topicOf(item)) continue;
      if (random.uniform() < 0.3) continue;
      userIndex.push(user);
      itemIndex.push(item);
    }
  }
  const ids = (prefix: string, size: number) =>
    Vocabulary.of(Array.from({ length: size }, (_, i) => `${prefix}${i}`));
  const train = new Interactions(ids("u", numUsers), ids("i", numItems), {
    userIndex: Int32Array.from(userIndex),
    itemIndex: Int32Array.from(itemIndex),
    value: new Float32Array(userIndex.length).fill(1),
  });
  const schema = defineFeatures({
    users: { likes: { kind: "categorical" } },
    items: { topics: { kind: "multi-valued" }, title: { kind: "hashed-text", buckets: 64 } },
  });
  const number = (id: string) => Number(id.slice(1));
  const users = { get: (id: string) => ({ likes: topicOf(number(id)) }) };
  const items = {
    get: (id: string) => ({ topics: [`t${topicOf(number(id))}`], title: `Item ${number(id)}` }),
  };
  return { train, features: fitFeatures(schema, { train, users, items }) };
}

const { train, features } = likedTopics();
const quick = {
  optimizer: "adagrad",
  learningRate: 0.1,
  epochs: 60,
  batchSize: 256,
  idDropout: 0.3,
  embeddingDim: 6,
};
const configs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "biased-mf": quick,
  gmf: quick,
  mlp: { ...quick, hiddenUnits: [16, 8] },
  neumf: { ...quick, mlpEmbeddingDim: 6, hiddenUnits: [16, 8] },
  fm: quick,
  "wide-and-deep": { ...quick, hiddenUnits: [16, 8] },
  deepfm: { ...quick, hiddenUnits: [16, 8] },
  dcn: { ...quick, hiddenUnits: [16, 8] },
  "two-tower": { ...quick, hiddenUnits: [16], outputDim: 8 },
};

let model: Model | undefined;
afterEach(() => {
  model?.dispose();
  model = undefined;
});

async function trained(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Model> {
  const config = { ...configs[name], ...more };
  const created = createModel(name, { task: "ranking", dimensions: train, seed: 1, config, features });
  model = created;
  await fit(created, train, { seed: 1 });
  return created;
}

/** How many of `items` that are of the topic stand before all of `items` that are not. */
function shareOfTopicFirst(scores: Float32Array, topic: number, items: readonly number[]): number {
  const best = Math.max(...items.filter((item) => topicOf(item) !== topic).map((item) => scores[item] ?? 0));
  const own = items.filter((item) => topicOf(item) === topic);
  return own.filter((item) => (scores[item] ?? 0) > best).length / own.length;
}

const allItems = Array.from({ length: numItems }, (_, item) => item);
const coldItems = allItems.filter((item) => isCold(item, numItems));
const warmItems = allItems.filter((item) => !isCold(item, numItems));

describe.each(Object.keys(configs))("%s with side features", (name) => {
  it("ranks for users and items without interactions, known by features alone", async () => {
    const scorer = await trained(name);
    const topics = [0, 1, 2, 3];
    const coldUsers = topics.map((topic) => numUsers - numTopics + topic);
    const known = await scorer.scoreCatalogue(Int32Array.of(...topics, ...coldUsers));
    const unseen = await scorer.scoreHistories?.(
      topics.map((likes) => ({ itemIndex: new Int32Array(0), features: { likes } })),
    );
    const rowOf = (scores: Float32Array, row: number) =>
      scores.subarray(row * numItems, (row + 1) * numItems);
    for (const topic of topics) {
      expect(shareOfTopicFirst(rowOf(known, topic), topic, coldItems), "cold items").toBe(1);
      expect(shareOfTopicFirst(rowOf(known, 4 + topic), topic, warmItems), "cold users").toBeGreaterThan(0.8);
      expect(shareOfTopicFirst(rowOf(known, 4 + topic), topic, coldItems), "cold both").toBe(1);
      expect(
        shareOfTopicFirst(rowOf(unseen as Float32Array, topic), topic, warmItems),
        "unseen",
      ).toBeGreaterThan(0.8);
    }
  });

  it("scores alike as an artifact, and pairs like the catalogue", async () => {
    const scorer = await trained(name, { epochs: 2 });
    const users = Int32Array.from({ length: numUsers }, (_, user) => user);
    const scores = await scorer.scoreCatalogue(users);
    const pairs = await scorer.scorePairs(
      Int32Array.from(scores, (_, i) => Math.floor(i / numItems)),
      Int32Array.from(scores, (_, i) => i % numItems),
    );
    const history = [{ itemIndex: Int32Array.of(3), features: { likes: 3 } }];
    const artifact = await decodeArtifact(
      await encodeArtifact(await createArtifact(scorer, { data: train, seed: 1 })),
    );
    const loaded = loadModel(artifact);
    try {
      const [again, folded, foldedAgain] = [
        await loaded.scoreCatalogue(users),
        await scorer.scoreHistories?.(history),
        await loaded.scoreHistories?.(history),
      ];
      for (const [i, score] of scores.entries()) {
        expect(pairs[i]).toBeCloseTo(score, 4);
        expect(again[i]).toBeCloseTo(score, 5);
      }
      for (const [i, score] of (folded ?? []).entries()) expect(foldedAgain?.[i]).toBeCloseTo(score, 3);
    } finally {
      loaded.dispose();
    }
  });
});

describe("training with features", () => {
  const users = Int32Array.from({ length: numUsers }, (_, user) => user);

  it("goes alike by kernels and in plain TypeScript", async () => {
    const byKernels = await (await trained("neumf", { epochs: 3 })).scoreCatalogue(users);
    model?.dispose();
    try {
      await selectNodeBackend("wasm");
      const plain = await (await trained("neumf", { epochs: 3 })).scoreCatalogue(users);
      for (const [i, score] of plain.entries()) expect(byKernels[i]).toBeCloseTo(score, 2);
    } finally {
      model?.dispose();
      model = undefined;
      await tf.setBackend("simd");
    }
  });

  it("starts NeuMF from parts that read the features too", async () => {
    const more = {
      pretrain: true,
      pretrainEpochs: 20,
      epochs: 1,
      sgdLearningRate: 0.01,
      weightedProduct: false,
    };
    const scorer = await trained("neumf", more);
    const scores = await scorer.scoreCatalogue(users);
    for (const topic of [0, 1, 2, 3])
      expect(shareOfTopicFirst(scores.subarray(topic * numItems), topic, coldItems)).toBe(1);
  });

  it("is explained by terms that add up to the score", async () => {
    const scorer = await trained("biased-mf", { epochs: 3 });
    const history = { itemIndex: Int32Array.of(1, 5), features: { likes: 1 } };
    const [known, folded] = [
      await scorer.scoreCatalogue(Int32Array.of(2)),
      await scorer.scoreHistories?.([history]),
    ];
    for (const itemIndex of [0, 9, numItems - 1]) {
      const user = await explain(scorer, { userIndex: 2, itemIndex });
      expect(user.score).toBeCloseTo(known[itemIndex] as number, 4);
      expect((await explain(scorer, { history, itemIndex })).score).toBeCloseTo(
        folded?.[itemIndex] as number,
        4,
      );
    }
  });

  it("finds what a generated world knows of items that nobody has had", async () => {
    const world = createSyntheticWorld({
      ...({ flavour: "catalogue", numUsers: 150, numItems: 150, interactionsPerUser: 30, seed: 3 } as const),
    });
    const isNew = (item: number) => item % 5 === 0;
    const [block] = world.blocks();
    if (!block) throw new Error("the world is empty");
    const all = new Interactions(world.users, world.items, block);
    const known = Int32Array.from(all.itemIndex.keys()).filter((p) => !isNew(all.itemIndex[p] as number));
    const data = all.select(known);
    const schema = defineFeatures({ items: { genres: { kind: "multi-valued" } } });
    const genres = fitFeatures(schema, { train: data, items: world.itemAttributes });
    const { idDropout, ...plain } = quick;
    const config = { ...plain, optimizer: "adam", learningRate: 0.01, l2: 0.01, epochs: 25 };
    const ofGenres = { idDropout, featureL2: 0.01 };
    const agreement = async (withGenres: boolean) => {
      model?.dispose();
      const scorer = createModel("biased-mf", {
        ...({ task: "ranking", dimensions: data, seed: 1 } as const),
        ...(withGenres ? { config: { ...config, ...ofGenres }, features: genres } : { config }),
      });
      model = scorer;
      await fit(scorer, data, { seed: 1 });
      const scores = await scorer.scoreCatalogue(Int32Array.from({ length: 150 }, (_, user) => user));
      const fresh = Array.from({ length: 150 }, (_, item) => item).filter(isNew);
      const perUser = Array.from({ length: 150 }, (_, user) =>
        correlation(
          fresh.map((item) => scores[user * 150 + item] as number),
          fresh.map((item) => world.truth.affinity(user, item)),
        ),
      );
      return perUser.reduce((sum, each) => sum + each, 0) / perUser.length;
    };
    // Genres have 45 % of the variance of what a user likes: no correlation is above √.45 = .67.
    expect(await agreement(true)).toBeGreaterThan(0.2);
    expect(Math.abs(await agreement(false))).toBeLessThan(0.1);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, i) => (value - meanA) * ((b[i] as number) - meanB)));
  const deviation = (values: readonly number[], of: number) =>
    Math.sqrt(mean(values.map((value) => (value - of) ** 2)));
  return covariance / (deviation(a, meanA) * deviation(b, meanB));
}

describe("features of context", () => {
  /** Everybody takes even items by day and odd ones by night. */
  const times = new Interactions(train.users, train.items, {
    userIndex: Int32Array.from({ length: 960 }, (_, n) => n % numUsers),
    itemIndex: Int32Array.from({ length: 960 }, (_, n) => (n * 7 + Math.floor(n / numUsers)) % numItems),
    value: new Float32Array(960).fill(1),
  });
  const context = {
    get: (position: number) => ({ time: (times.itemIndex[position] as number) % 2 === 0 ? "day" : "night" }),
  };

  it("change what is ranked first", async () => {
    const ofTime = fitFeatures({ context: { time: { kind: "categorical" } } }, { train: times, context });
    model = createModel("biased-mf", {
      task: "ranking",
      dimensions: times,
      seed: 1,
      config: { ...quick, batchSize: 128 },
      features: ofTime,
    });
    await expect(fit(model, times, { seed: 1 })).rejects.toThrow(InvalidInteractionsError);
    await fit(model, times, { seed: 1, context });
    for (const [time, parity] of [
      ["day", 0],
      ["night", 1],
    ] as const) {
      const scores = await model.scoreCatalogue(Int32Array.of(5), { context: { time } });
      const mean = (of: number) =>
        allItems.filter((item) => item % 2 === of).reduce((sum, item) => sum + (scores[item] ?? 0), 0) / 20;
      expect(mean(parity) - mean(1 - parity), time).toBeGreaterThan(1);
    }
    await expect(model.scoreCatalogue(Int32Array.of(5), { context: { tiem: "day" } })).rejects.toThrow(
      "tiem",
    );
  });
});

it("refuses features that the model does not read, or was made without", async () => {
  const options = { task: "ranking", dimensions: train, seed: 1 } as const;
  expect(() => createModel("popularity", { ...options, features })).toThrow(InvalidConfigError);
  model = createModel("gmf", options);
  const history = { itemIndex: new Int32Array(0), features: { likes: 3 } };
  await expect(model.scoreHistories?.([history])).rejects.toThrow(InvalidFeaturesError);
});
