import { afterEach, describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { labelRows } from "../data/labelling.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { type ContextRecords, fitFeatures } from "../features/features.js";
import { createModel } from "../models/create-model.js";
import type { Model, ScoreOptions } from "../models/model.js";
import { createRandom } from "../random/random.js";
import { measureSystem } from "../report/measure-system.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { fit } from "../training/fit.js";
import { evaluateLists } from "./evaluate-lists.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { evaluateRating } from "./evaluate-rating.js";
import { fixedCandidates } from "./fixed-candidates.js";
import { hashProtocol } from "./hash-protocol.js";
import { momentsOf } from "./moments.js";
import type { SplitSpec } from "./protocol.js";
import { sampledCandidates } from "./sampled-candidates.js";

const split: SplitSpec = { kind: "given", description: "by hand" };
const dimensions = { numUsers: 2, numItems: 5 };
const users = Vocabulary.of(["u", "v"]);
const items = Vocabulary.of(["a", "b", "c", "d", "e"]);

function rows(pairs: readonly (readonly [number, number, number?])[]): Interactions {
  return new Interactions(users, items, {
    userIndex: Int32Array.from(pairs, ([user]) => user),
    itemIndex: Int32Array.from(pairs, ([, item]) => item),
    value: Float32Array.from(pairs, ([, , value = 1]) => value),
  });
}

/** By day everybody prefers a to e, by night e to a, and of a moment that is unknown all is alike. */
class DayAndNight extends MatrixScorer {
  readonly readsContext = true;
  readonly asked: unknown[] = [];

  constructor() {
    super(dimensions, new Float32Array(10));
  }

  override scorePairs(user: Int32Array, item: Int32Array, { context }: ScoreOptions = {}) {
    return this.#at(context).scorePairs(user, item);
  }

  override scoreCatalogue(user: Int32Array, { context }: ScoreOptions = {}) {
    return this.#at(context).scoreCatalogue(user);
  }

  dotProducts(): never {
    throw new RangeError("dot products know no moment");
  }

  #at(context: ScoreOptions["context"]): MatrixScorer {
    this.asked.push(context);
    const falling = [5, 4, 3, 2, 1];
    const own = { day: falling, night: falling.toReversed() }[String(context?.["time"])] ?? [0, 0, 0, 0, 0];
    return new MatrixScorer(dimensions, Float32Array.from([...own, ...own]));
  }
}

const at = (...times: readonly (string | undefined)[]): ContextRecords => ({
  get: (position) => (times[position] === undefined ? undefined : { time: times[position] }),
});

// v has c.
const train = rows([[1, 2]]);
// u takes b by day and d by night; v takes a by night.
const heldOut = rows([
  [0, 1, 4],
  [0, 3, 4],
  [1, 0, 5],
]);
const ranking = { train, test: heldOut, split, cutoffs: [1, 4] };

describe("a ranking", () => {
  test("is of each moment by itself, among what the user does not take at another", async () => {
    const scorer = new DayAndNight();
    const context = at("day", "night", "night");
    const result = await evaluateRanking(scorer, { ...ranking, context });
    // By day b is second of a, b, c, e; by night d is second of a, c, d, e: without the other one they would be too.
    // v's a is the last of a, b, d, e.
    expect(result.perUser.get("mrr@4")).toEqual(Float32Array.of(1 / 2, 1 / 4));
    expect(result.perUser.get("auc")).toEqual(Float32Array.of(Math.fround(2 / 3), 0));
    expect(result.users).toEqual(Int32Array.of(0, 1));
    expect(result.numEvaluated).toBe(2);
    expect(scorer.asked).toEqual([{ time: "day" }, { time: "night" }]);
    // The other way round u has b third by night, as c and e come before, and d third by day.
    const swapped = await evaluateRanking(scorer, { ...ranking, context: at("night", "day", "day") });
    expect(swapped.perUser.get("mrr@4")).toEqual(Float32Array.of(Math.fround(1 / 3), 1));
  });

  test("of several moments is the mean over them, of one moment that of all its items", async () => {
    const once = await evaluateRanking(new DayAndNight(), { ...ranking, context: at("day", "day", "day") });
    // b second and d fourth of five.
    expect(once.perUser.get("map@4")?.[0]).toBeCloseTo((1 / 2 + 2 / 4) / 2, 6);
    const apart = await evaluateRanking(new DayAndNight(), {
      ...ranking,
      context: at("day", "night", "day"),
    });
    expect(apart.perUser.get("map@4")).toEqual(Float32Array.of(1 / 2, 1));
  });

  test("among listed candidates leaves the same items out", async () => {
    const context = at("day", "night", "night");
    const lists = {
      users: Int32Array.of(0, 1),
      offsets: Int32Array.of(0, 4, 5),
      items: Int32Array.of(0, 2, 3, 4, 1),
    };
    const fixed = await evaluateRanking(new DayAndNight(), {
      ...ranking,
      context,
      candidates: fixedCandidates(lists),
    });
    // d is on the list of u and his at night: by day b is among a, c, e.
    expect(fixed.perUser.get("auc")).toEqual(Float32Array.of(Math.fround(2 / 3), 0));
    const candidates = sampledCandidates({ count: 3, seed: 1 });
    const sampled = await evaluateRanking(new DayAndNight(), { ...ranking, context, candidates });
    expect(sampled.perUser.get("auc")).toEqual(Float32Array.of(Math.fround(2 / 3), 0));
  });

  test("of a scorer that reads no context has the same candidates and is told of none", async () => {
    const plain = new MatrixScorer(dimensions, Float32Array.of(5, 4, 3, 2, 1, 5, 4, 3, 2, 1));
    const context = at("day", "night", "night");
    const result = await evaluateRanking(plain, { ...ranking, context });
    // b second of a, b, c, e; d third of a, c, d, e.
    expect(result.perUser.get("mrr@4")?.[0]).toBeCloseTo((1 / 2 + 1 / 3) / 2, 6);
    const reading = await evaluateRanking(new DayAndNight(), { ...ranking, context });
    expect(result.protocol).toEqual(reading.protocol);
  });
});

describe("ratings", () => {
  test("are predicted in the context of their rows", async () => {
    const options = { test: heldOut, split };
    const right = await evaluateRating(new DayAndNight(), {
      ...options,
      context: at("day", "night", "day"),
    });
    expect(right.metrics).toEqual({ rmse: 0, mae: 0 });
    // b by night is 2 and not 4; v's a is 1 and not 5.
    const wrong = await evaluateRating(new DayAndNight(), {
      ...options,
      context: at("night", "night", "night"),
    });
    expect(wrong.perUser.get("mae")).toEqual(Float32Array.of(1, 4));
    expect(wrong.metrics["mae"]).toBe(2);
  });
});

describe("context that is not given", () => {
  test("is asked for, where the model reads it", async () => {
    const scorer = new DayAndNight();
    const remedy = "{ get: () => undefined }";
    await expect(evaluateRanking(scorer, ranking)).rejects.toThrow(InvalidInteractionsError);
    await expect(evaluateRanking(scorer, ranking)).rejects.toThrow(remedy);
    await expect(evaluateRating(scorer, { test: heldOut, split })).rejects.toThrow(remedy);
    const lists = { train, users: Int32Array.of(0), k: 1, split };
    await expect(evaluateLists(scorer, lists)).rejects.toThrow(remedy);
  });

  test("may be unknown, if somebody says so", async () => {
    const scorer = new DayAndNight();
    const result = await evaluateRanking(scorer, { ...ranking, context: { get: () => undefined } });
    expect(scorer.asked).toEqual([{}]);
    expect(result.metrics["mrr@1"]).toBe(0);
  });
});

test("the protocol tells contexts apart, whatever the order of their features", async () => {
  const hashOf = async (context: ContextRecords | undefined) => {
    const plain = new MatrixScorer(dimensions, new Float32Array(10));
    const { protocol } = await evaluateRanking(plain, { ...ranking, context });
    return hashProtocol(protocol);
  };
  const hashes = await Promise.all(
    [undefined, at("day", "night", "night"), at("day", "night", "day"), at("night", "day", "day")].map(
      hashOf,
    ),
  );
  expect(new Set(hashes).size).toBe(4);
  const two = {
    get: (position: number) =>
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ][position],
  };
  expect(await momentsOf(2, two)).toMatchObject({
    contexts: [{ a: 1, b: 2 }],
    ofRow: Int32Array.of(0, 0),
  });
});

test("lists are made in each user's context", async () => {
  const lists = await evaluateLists(new DayAndNight(), {
    ...{ train, users: Int32Array.of(0, 1), k: 2, split },
    contextOf: at("night", "day"),
  });
  // u gets e and d, v gets a and b.
  expect([...lists.exposure]).toEqual([1, 1, 0, 1, 1]);
});

test("a system is measured in the contexts of its test rows, and so are its slices and lists", async () => {
  const options = {
    task: "ranking",
    train,
    test: heldOut,
    split,
    cutoffs: [1],
    seed: 1,
    samples: 10,
  } as const;
  const sides = labelRows(Int32Array.of(0, 0, 0, 1, 1), { title: "side", names: ["abc", "de"] });
  const measured = await measureSystem(new DayAndNight(), {
    ...options,
    context: at("night", "day", "day"),
    itemLabels: [sides],
    primary: "auc",
  });
  const own = measured.slices.find(({ title }) => title === "side")?.slices;
  // By night u's b is before a alone of a, b, c, e; by day v's a is first. By day u's d is before e alone of a, c, d, e.
  expect(own?.map(({ label, metrics }) => [label, metrics["auc"]?.mean])).toEqual([
    ["abc", expect.closeTo((1 / 3 + 1) / 2, 6)],
    ["de", expect.closeTo(1 / 3, 6)],
  ]);
  // u's last row is of the day: a; v's too.
  expect([...(measured.lists?.exposure ?? [])]).toEqual([2, 0, 0, 0, 0]);
});

describe("a model with features of context", () => {
  let model: Model | undefined;
  afterEach(() => model?.dispose());

  test("is measured at the moments of the test, which decide here", async () => {
    const [numUsers, numItems, numRows] = [40, 40, 480];
    const numbered = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
    const random = createRandom(1);
    const column = (size: number) => Int32Array.from({ length: numRows }, () => random.integer(size));
    // Anybody takes any item: even ones by day and odd ones by night.
    const all = new Interactions(numbered(numUsers), numbered(numItems), {
      userIndex: column(numUsers),
      itemIndex: column(numItems),
      value: new Float32Array(numRows).fill(1),
    });
    const timesOf = ({ itemIndex }: Interactions, even: string, odd: string): ContextRecords => ({
      get: (row) => ({ time: (itemIndex[row] as number) % 2 === 0 ? even : odd }),
    });
    const rowsFrom = (start: number, end: number) =>
      all.select(Int32Array.from({ length: end - start }, (_, i) => start + i));
    const [known, asked] = [rowsFrom(0, 400), rowsFrom(400, numRows)];
    const context = timesOf(known, "day", "night");
    const features = fitFeatures({ context: { time: { kind: "categorical" } } }, { train: known, context });
    const config = { epochs: 15, learningRate: 0.02, batchSize: 64 };
    model = createModel("biased-mf", { task: "ranking", dimensions: all, seed: 1, features, config });
    expect(model.readsContext).toBe(true);
    await fit(model, known, { seed: 1, context });
    const auc = async (contexts: ContextRecords) => {
      const options = { train: known, test: asked, split, cutoffs: [10], context: contexts };
      return (await evaluateRanking(model as Model, options)).metrics["auc"] as number;
    };
    expect(await auc(timesOf(asked, "day", "night"))).toBeGreaterThan(0.7);
    expect(await auc(timesOf(asked, "night", "day"))).toBeLessThan(0.4);
  });
});
