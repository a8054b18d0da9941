import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import {
  AbortedError,
  InvalidConfigError,
  InvalidInteractionsError,
  InvalidScoreError,
} from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { evaluateRanking, type RankingEvaluation } from "./evaluate-ranking.js";
import { type FixedCandidates, fixedCandidates } from "./fixed-candidates.js";
import type { ScoreTieRule, SplitSpec } from "./protocol.js";
import { sampledCandidates } from "./sampled-candidates.js";

const split: SplitSpec = { kind: "given", description: "random matrices" };
const cutoffs = [1, 3, 10];
const tieRules: ScoreTieRule[] = ["relevant-last", "relevant-first", "lowest-item-index"];

interface World {
  readonly scorer: RecordingScorer;
  readonly train: Interactions;
  readonly test: Interactions;
  readonly lists: FixedCandidates;
}

/** Remembers which pairs it was asked for. */
class RecordingScorer extends MatrixScorer {
  readonly asked = new Map<number, number[]>();

  override async scorePairs(userIndex: Int32Array, itemIndex: Int32Array): Promise<Float32Array> {
    userIndex.forEach((user, i) => {
      const items = this.asked.get(user) ?? [];
      items.push(itemIndex[i] as number);
      this.asked.set(user, items);
    });
    return super.scorePairs(userIndex, itemIndex);
  }
}

/** Train and test overlap, rows repeat, and scores have few values, so that leaks and ties are common. */
function randomWorld(seed: number, numUsers = 30, numItems = 40): World {
  const random = createRandom(seed);
  const users = Vocabulary.of(Array.from({ length: numUsers }, (_, i) => `user ${i}`));
  const items = Vocabulary.of(Array.from({ length: numItems }, (_, i) => `item ${i}`));
  const draw = (rows: number) =>
    new Interactions(users, items, {
      userIndex: Int32Array.from({ length: rows }, () => random.integer(numUsers)),
      itemIndex: Int32Array.from({ length: rows }, () => random.integer(numItems)),
      value: new Float32Array(rows).fill(1),
    });
  const listLength = 12;
  const scores = Float32Array.from({ length: numUsers * numItems }, () => random.integer(6) / 4);
  return {
    scorer: new RecordingScorer({ numUsers, numItems }, scores),
    train: draw(numUsers * 6),
    test: draw(numUsers * 2),
    lists: {
      users: Int32Array.from({ length: numUsers }, (_, i) => numUsers - 1 - i),
      offsets: Int32Array.from({ length: numUsers + 1 }, (_, i) => i * listLength),
      items: Int32Array.from({ length: numUsers * listLength }, () => random.integer(numItems)),
    },
  };
}

function itemsOf(data: Interactions, user: number): Set<number> {
  return new Set(data.itemIndex.filter((_, row) => data.userIndex[row] === user));
}

/** The same numbers by their textbook definitions: sort all candidates, label each place, add up. */
function bruteForce(
  world: World,
  ties: ScoreTieRule,
  candidatesOf: (user: number) => { candidates: Set<number>; relevant: Set<number> },
): { users: number[]; metrics: Record<string, number> } {
  const { numUsers, numItems } = world.scorer.dimensions;
  const users: number[] = [];
  const sums: Record<string, number> = {};
  const add = (key: string, value: number) => {
    sums[key] = (sums[key] ?? 0) + value;
  };
  for (let user = 0; user < numUsers; user++) {
    const { candidates, relevant } = candidatesOf(user);
    if (relevant.size === 0) continue;
    users.push(user);
    const score = (item: number) => world.scorer.scores[user * numItems + item] as number;
    const onTie = (a: number, b: number) => {
      if (ties === "lowest-item-index") return a - b;
      const relevantFirst = Number(relevant.has(b)) - Number(relevant.has(a));
      return ties === "relevant-first" ? relevantFirst : -relevantFirst;
    };
    const labels = [...candidates]
      .sort((a, b) => (score(a) === score(b) ? onTie(a, b) : score(b) - score(a)))
      .map((item) => relevant.has(item));
    add("auc", shareOfOrderedPairs(labels));
    for (const k of cutoffs) {
      const top = labels.slice(0, k);
      const hits = top.filter(Boolean).length;
      const gain = (list: boolean[]) =>
        list.reduce((sum, hit, place) => sum + (hit ? Math.LN2 / Math.log(place + 2) : 0), 0);
      add(`hitRate@${k}`, hits > 0 ? 1 : 0);
      add(`recall@${k}`, hits / relevant.size);
      add(`precision@${k}`, hits / k);
      const precisionAt = (place: number) => labels.slice(0, place).filter(Boolean).length / place;
      add(
        `map@${k}`,
        top.reduce((sum, hit, i) => sum + (hit ? precisionAt(i + 1) : 0), 0) / Math.min(k, relevant.size),
      );
      add(`dcg@${k}`, gain(top));
      add(`mrr@${k}`, hits > 0 ? 1 / (top.indexOf(true) + 1) : 0);
      add(`ndcg@${k}`, gain(top) / gain([...labels].sort((a, b) => Number(b) - Number(a)).slice(0, k)));
    }
  }
  const metrics = Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / users.length]));
  return { users, metrics };
}

/** Of all pairs of a relevant and another candidate, those in the right order; 1 without a pair. */
function shareOfOrderedPairs(labels: boolean[]): number {
  const pairs = labels.flatMap((a, i) => labels.slice(i + 1).flatMap((b) => (a === b ? [] : [a ? 1 : 0])));
  return pairs.length === 0 ? 1 : pairs.reduce((sum: number, one) => sum + one, 0) / pairs.length;
}

function expectSame(actual: RankingEvaluation, expected: ReturnType<typeof bruteForce>): void {
  expect([...actual.users]).toEqual(expected.users);
  expect(actual.numEvaluated).toBe(expected.users.length);
  expect(Object.keys(actual.metrics).sort()).toEqual(Object.keys(expected.metrics).sort());
  for (const [key, value] of Object.entries(expected.metrics)) {
    expect(actual.metrics[key], key).toBeCloseTo(value, 6);
    const perUser = actual.perUser.get(key) ?? new Float32Array();
    expect(perUser).toHaveLength(expected.users.length);
    expect(perUser.reduce((sum, one) => sum + one, 0) / perUser.length, key).toBeCloseTo(value, 6);
  }
}

const union = (a: Set<number>, b: Set<number>) => new Set([...a, ...b]);
const difference = (a: Set<number>, b: Set<number>) => new Set([...a].filter((item) => !b.has(item)));

describe.each(tieRules)("agrees with sorting every candidate, ties %s:", (ties) => {
  test.each([1, 2, 3, 4, 5])("full ranking, seed %i", async (seed) => {
    const world = randomWorld(seed);
    const { scorer, train, test: heldOut } = world;
    const actual = await evaluateRanking(scorer, { train, test: heldOut, split, cutoffs, ties });
    const catalogue = new Set(heldOut.items.ids.keys());
    const expected = bruteForce(world, ties, (user) => {
      const seen = itemsOf(train, user);
      return { candidates: difference(catalogue, seen), relevant: difference(itemsOf(heldOut, user), seen) };
    });
    expectSame(actual, expected);
    expect(actual.protocol).toEqual({ task: "ranking", split, candidates: { kind: "full" }, ties, cutoffs });
    expect(actual.sampled).toBe(false);
  });

  test.each([1, 2, 3, 4, 5])("fixed candidates, seed %i", async (seed) => {
    const world = randomWorld(seed);
    const { scorer, train, test: heldOut, lists } = world;
    const candidates = fixedCandidates(lists);
    const actual = await evaluateRanking(scorer, { train, test: heldOut, split, candidates, cutoffs, ties });
    const expected = bruteForce(world, ties, (user) => {
      const list = lists.users.indexOf(user);
      const listed = new Set(lists.items.subarray(lists.offsets[list], lists.offsets[list + 1]));
      const relevant = itemsOf(heldOut, user);
      return { candidates: union(listed, relevant), relevant };
    });
    expectSame(actual, expected);
    expect(actual.protocol.candidates).toEqual({
      kind: "fixed",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(actual.sampled).toBe(true);
  });

  test.each([1, 2, 3, 4, 5])("sampled candidates, seed %i", async (seed) => {
    const world = randomWorld(seed);
    const { scorer, train, test: heldOut } = world;
    const candidates = sampledCandidates({ count: 9, seed });
    const actual = await evaluateRanking(scorer, { train, test: heldOut, split, candidates, cutoffs, ties });
    const expected = bruteForce(world, ties, (user) => ({
      candidates: new Set(scorer.asked.get(user)),
      relevant: difference(itemsOf(heldOut, user), itemsOf(train, user)),
    }));
    expectSame(actual, expected);
    expect(actual.protocol.candidates).toEqual({ kind: "sampled", count: 9, seed });
    expect(actual.sampled).toBe(true);
  });
});

test("a user's several relevant items are ranked among each other too", async () => {
  const users = Vocabulary.of(["u"]);
  const items = Vocabulary.of(["a", "b", "c", "d", "e"]);
  const row = (...itemIndex: number[]) =>
    new Interactions(users, items, {
      userIndex: new Int32Array(itemIndex.length),
      itemIndex: Int32Array.from(itemIndex),
      value: new Float32Array(itemIndex.length),
    });
  // By score: c (relevant), a, e (relevant), d; b is in train.
  const scorer = new MatrixScorer({ numUsers: 1, numItems: 5 }, Float32Array.of(4, 9, 5, 1, 3));
  const { metrics } = await evaluateRanking(scorer, {
    train: row(1),
    test: row(4, 2, 2),
    split,
    cutoffs: [3, 2],
  });
  expect(metrics).toEqual({
    "hitRate@2": 1,
    "hitRate@3": 1,
    "recall@2": 0.5,
    "recall@3": 1,
    "precision@2": 0.5,
    "precision@3": Math.fround(2 / 3),
    "mrr@2": 1,
    "mrr@3": 1,
    "map@2": 0.5,
    "map@3": Math.fround((1 + 2 / 3) / 2),
    "dcg@2": 1,
    "dcg@3": 1.5,
    "ndcg@2": expect.closeTo(1 / (1 + 0.63093), 5),
    "ndcg@3": expect.closeTo(1.5 / (1 + 0.63093), 5),
    // Of the four pairs only (e, a) is in the wrong order.
    auc: 0.75,
  });
});

test("counts leaked rows, and leaves out who has nothing else", async () => {
  const users = Vocabulary.of(["leaked", "clean", "absent"]);
  const items = Vocabulary.of(["a", "b", "c"]);
  const rows = (userIndex: number[], itemIndex: number[]) =>
    new Interactions(users, items, {
      userIndex: Int32Array.from(userIndex),
      itemIndex: Int32Array.from(itemIndex),
      value: new Float32Array(userIndex.length),
    });
  const scorer = new MatrixScorer({ numUsers: 3, numItems: 3 }, Float32Array.of(3, 2, 1, 3, 2, 1, 3, 2, 1));
  const train = rows([0, 1, 2], [0, 0, 0]);
  const result = await evaluateRanking(scorer, {
    train,
    test: rows([0, 0, 1], [0, 0, 1]),
    split,
    cutoffs: [1],
  });
  expect(result).toMatchObject({ leakedRows: 2, numEvaluated: 1, users: Int32Array.of(1) });
  expect(result.metrics["hitRate@1"]).toBe(1);
  const onlyLeaks = evaluateRanking(scorer, { train, test: rows([0], [0]), split, cutoffs: [1] });
  await expect(onlyLeaks).rejects.toThrow("nothing is left to rank");
});

test("many blocks and many calls give the numbers of one", async () => {
  const world = randomWorld(7, 900, 50);
  const { scorer, train, test: heldOut } = world;
  const progress: number[] = [];
  const actual = await evaluateRanking(scorer, {
    train,
    test: heldOut,
    split,
    cutoffs,
    ties: "relevant-last",
    onProgress: ({ done, total }) => progress.push(done / total),
  });
  const catalogue = new Set(heldOut.items.ids.keys());
  const expected = bruteForce(world, "relevant-last", (user) => {
    const seen = itemsOf(train, user);
    return { candidates: difference(catalogue, seen), relevant: difference(itemsOf(heldOut, user), seen) };
  });
  expectSame(actual, expected);
  expect(progress.length).toBeGreaterThan(2);
  expect(progress.at(-1)).toBe(1);
  expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
});

test("does not write to the scores it is given", async () => {
  const { scorer, train, test: heldOut } = randomWorld(9);
  const before = scorer.scores.slice();
  const lending = {
    dimensions: scorer.dimensions,
    scorePairs: scorer.scorePairs.bind(scorer),
    scoreCatalogue: async () => scorer.scores.subarray(0, users.length * scorer.dimensions.numItems),
  };
  const { users } = await evaluateRanking(scorer, { train, test: heldOut, split, cutoffs });
  await evaluateRanking(lending, { train, test: heldOut, split, cutoffs });
  expect(scorer.scores).toEqual(before);
});

describe("refuses", () => {
  const { scorer, train, test: heldOut } = randomWorld(1);
  const options = { train, test: heldOut, split, cutoffs };

  test("an empty test", async () => {
    const empty = heldOut.select(new Int32Array());
    await expect(evaluateRanking(scorer, { ...options, test: empty })).rejects.toThrow(
      InvalidInteractionsError,
    );
  });

  test.each([[[]], [[0]], [[1.5]], [[5, 5]], [[Number.NaN]]])("cut-offs %j", async (wrong) => {
    await expect(evaluateRanking(scorer, { ...options, cutoffs: wrong })).rejects.toThrow(InvalidConfigError);
  });

  test("data of other dimensions, and data that numbers its items differently", async () => {
    const other = randomWorld(1, 29);
    await expect(evaluateRanking(scorer, { ...options, test: other.test })).rejects.toThrow("29 × 40");
    const reordered = new Interactions(train.users, Vocabulary.of(train.items.ids.toReversed()), {
      userIndex: train.userIndex,
      itemIndex: train.itemIndex,
      value: train.value,
    });
    await expect(evaluateRanking(scorer, { ...options, train: reordered })).rejects.toThrow(
      "Train and test number their items differently",
    );
  });

  test("a NaN score, naming its pair", async () => {
    const scores = scorer.scores.slice();
    scores[2 * 40 + 17] = Number.NaN;
    const failure = evaluateRanking(new MatrixScorer(scorer.dimensions, scores), options);
    await expect(failure).rejects.toThrow(InvalidScoreError);
    await expect(failure).rejects.toThrow("userIndex 2 and itemIndex 17");
  });

  test("to go on once its signal has fired", async () => {
    const controller = new AbortController();
    const large = randomWorld(2, 900, 50);
    const failure = evaluateRanking(large.scorer, {
      train: large.train,
      test: large.test,
      split,
      cutoffs,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(failure).rejects.toThrow(AbortedError);
  });
});
