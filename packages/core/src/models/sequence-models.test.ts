import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createArtifact } from "../artifacts/create-artifact.js";
import { decodeArtifact } from "../artifacts/decode-artifact.js";
import { encodeArtifact } from "../artifacts/encode-artifact.js";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { CorruptArtifactError, InvalidConfigError, UnknownIdError } from "../errors/errors.js";
import { bpr } from "../losses/bpr.js";
import { selectNodeBackend } from "../node/select-node-backend.js";
import { createRandom, shuffle } from "../random/random.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";
import { loadModel } from "./load-model.js";
import type { Model, ModelState } from "./model.js";

const numItems = 12;
const numUsers = 60;

/** Each user walks around a circle of items from a place of his own: nothing but the order says what comes next. */
function walks(): Interactions {
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  const random = createRandom(4);
  const rows = Array.from({ length: numUsers }, (_, user) => {
    const start = random.integer(numItems);
    const length = 3 + random.integer(6);
    return Array.from({ length }, (__, i) => ({ user, item: (start + i) % numItems, time: i }));
  }).flat();
  // In no order but that of time.
  const order = shuffle(
    Int32Array.from(rows, (_, i) => i),
    random,
  );
  const shuffled = Array.from(order, (i) => rows[i] ?? { user: 0, item: 0, time: 0 });
  return new Interactions(ids(numUsers), ids(numItems), {
    userIndex: Int32Array.from(shuffled, ({ user }) => user),
    itemIndex: Int32Array.from(shuffled, ({ item }) => item),
    value: new Float32Array(rows.length).fill(1),
    timestamp: Float64Array.from(shuffled, ({ time }) => time),
  });
}

const data = walks();
const common = {
  embeddingDim: 16,
  batchSize: 64,
  learningRate: 0.01,
  dropout: 0.1,
  maxLength: 8,
  negatives: "all",
};
const configs = {
  gru4rec: { ...common, loss: "softmax", hiddenUnits: 16, epochs: 30 },
  caser: { ...common, loss: "softmax", windowLength: 3, numTargets: 1, horizontalFilters: 4, epochs: 30 },
  sasrec: { ...common, loss: "softmax", numHeads: 2, epochs: 30 },
} as const;
type Name = keyof typeof configs;
const names = Object.keys(configs) as Name[];

const held: Model[] = [];
afterEach(() => {
  for (const model of held.splice(0)) model.dispose();
});
afterAll(async () => {
  await selectNodeBackend("simd");
});
const keep = <M extends Model>(model: M): M => {
  held.push(model);
  return model;
};
const create = (name: Name, config: Readonly<Record<string, unknown>> = {}) =>
  keep(
    createModel(name, {
      task: "ranking",
      dimensions: data,
      seed: 1,
      config: { ...configs[name], ...config },
    }),
  );
const trained = async (name: Name, config: Readonly<Record<string, unknown>> = {}, threads?: number) => {
  const model = create(name, config);
  await fit(model, data, { seed: 1, threads });
  return model;
};
const everybody = Int32Array.from({ length: numUsers }, (_, user) => user);
const best = (scores: Float32Array) => scores.indexOf(Math.max(...scores));
const afterHistory = async (model: Model, ...items: number[]) =>
  best(await model.scoreHistories([{ itemIndex: Int32Array.from(items) }]));

describe.each(names)("%s", (name) => {
  it("predicts what the order says, for users and for histories", async () => {
    const model = await trained(name);
    const forward: number[] = [];
    const back: number[] = [];
    for (let item = 0; item < numItems; item++) {
      const [two, three] = [(item + 1) % numItems, (item + 2) % numItems];
      forward.push(await afterHistory(model, item, two, three));
      back.push(await afterHistory(model, three, two, item));
    }
    expect(forward).toEqual(Array.from({ length: numItems }, (_, item) => (item + 3) % numItems));
    // The same items in another order are followed by something else.
    expect(back.filter((next, item) => next !== forward[item]).length).toBeGreaterThanOrEqual(9);

    const scores = await model.scoreCatalogue(everybody);
    const hits = Array.from(everybody, (user) => {
      const mine = Array.from(data.userIndex.keys()).filter((row) => data.userIndex[row] === user);
      const last = mine.reduce((a, b) => ((data.timestamp?.[a] ?? 0) > (data.timestamp?.[b] ?? 0) ? a : b));
      const next = ((data.itemIndex[last] ?? 0) + 1) % numItems;
      return best(scores.subarray(user * numItems, (user + 1) * numItems)) === next;
    });
    expect(hits.filter(Boolean).length).toBeGreaterThanOrEqual(numUsers * 0.95);
  });

  it("reads the last maxLength items of a history only", async () => {
    const model = await trained(name, { epochs: 2 });
    const recent = [1, 2, 3, 4, 5, 6, 7, 8];
    const scoresOf = async (items: number[]) =>
      Array.from(await model.scoreHistories([{ itemIndex: Int32Array.from(items) }]));
    expect(await scoresOf([11, 0, ...recent])).toEqual(await scoresOf(recent));
    expect(await scoresOf([...recent.slice(0, 6), 8, 7])).not.toEqual(await scoresOf(recent));
  });

  it("trains the same for any number of threads", async () => {
    const states: ModelState[] = [];
    for (const threads of [1, 3]) states.push((await trained(name, { epochs: 2 }, threads)).state());
    const [one, three] = states;
    for (const [array, { data: values }] of one ?? []) {
      expect(Array.from(values), array).toEqual(Array.from(three?.get(array)?.data ?? []));
    }
  });

  it("trains by kernels as it does on a plain backend", async () => {
    const scores: number[][] = [];
    for (const backend of ["simd", "wasm"] as const) {
      await selectNodeBackend(backend);
      const model = await trained(name, { epochs: 2, optimizer: "adagrad" });
      scores.push(Array.from(await model.scoreCatalogue(everybody)));
    }
    const [fast = [], plain = []] = scores;
    await selectNodeBackend("simd");
    const start = Array.from(await create(name).scoreCatalogue(everybody));
    const furthest = (from: readonly number[]) =>
      Math.max(...fast.map((score, i) => Math.abs(score - (from[i] ?? Number.NaN))));
    expect(furthest(start)).toBeGreaterThan(0.001);
    expect(furthest(plain)).toBeLessThan(furthest(start) / 100);
  });

  it("scores the same after its artifact is written and read", async () => {
    const model = await trained(name, { epochs: 2 });
    const artifact = await createArtifact(model, { data, seed: 1 });
    const loaded = keep(loadModel(await decodeArtifact(await encodeArtifact(artifact))));
    expect(await loaded.scoreCatalogue(everybody)).toEqual(await model.scoreCatalogue(everybody));
  });
});

describe("a model of sequences", () => {
  it("learns by each loss, from drawn negatives", { timeout: 120_000 }, async () => {
    for (const [loss, negatives] of [
      ["softmax", "shared"],
      ["bce", "own"],
      ["gbce", "own"],
      ["bpr-max", "shared"],
      ["top1-max", "shared"],
    ]) {
      const model = await trained("sasrec", {
        loss,
        negatives,
        numNegatives: 4,
        learningRate: 0.02,
        epochs: 25,
      });
      const next = await Promise.all([0, 3, 6, 9].map((item) => afterHistory(model, item, item + 1)));
      const right = next.filter((item, i) => item === 3 * i + 2).length;
      expect(right, `${loss}: ${next}`).toBeGreaterThanOrEqual(3);
    }
  });

  it("refuses a history of unknown items, a loss of pairs, and heads that do not divide", async () => {
    const model = create("sasrec");
    const unknown = [{ itemIndex: Int32Array.of(numItems) }];
    await expect(model.scoreHistories(unknown)).rejects.toThrow(UnknownIdError);
    await expect(fit(model, data, { seed: 1, loss: bpr })).rejects.toThrow(InvalidConfigError);
    expect(() => create("sasrec", { numHeads: 3 })).toThrow(InvalidConfigError);
  });

  it("checks the sequences that it is given back", async () => {
    const model = await trained("gru4rec", { epochs: 1 });
    const broken = (name: string, change: (values: Int32Array) => Int32Array) => {
      const state = new Map(model.state());
      const values = change(Int32Array.from(state.get(name)?.data ?? []));
      state.set(name, { shape: [values.length], data: values });
      return state;
    };
    const set = (at: number, value: number) => (values: Int32Array) => values.with(at, value);
    for (const state of [
      broken("sequences/items", set(0, numItems)),
      broken("sequences/items", set(0, -1)),
      broken("sequences/items", (values) => values.subarray(1)),
      broken("sequences/offsets", set(1, 1_000_000)),
      broken("sequences/offsets", (values) => values.subarray(1)),
    ]) {
      expect(() => model.restore(state)).toThrow(CorruptArtifactError);
    }
  });
});
