import { expect, test } from "vitest";
import { hashInteractions } from "../data/data-hash.js";
import { Interactions } from "../data/interactions.js";
import type { Labelling } from "../data/labelling.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError } from "../errors/errors.js";
import { cooccurrenceSimilarity, vectorSimilarity } from "../metrics/item-similarity.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { VectorScorer } from "../testing/vector-scorer.js";
import { type EvaluateListsOptions, evaluateLists } from "./evaluate-lists.js";
import { hashProtocol } from "./hash-protocol.js";

const split = { kind: "given", description: "by hand" } as const;
const users = Vocabulary.of(["u", "v", "w"]);
const items = Vocabulary.of(["a", "b", "c", "d", "e"]);
// Users of a … e: 2, 1, 0, 0, 0 of the two who have anything; w has nothing.
const train = new Interactions(users, items, {
  userIndex: Int32Array.of(0, 0, 1),
  itemIndex: Int32Array.of(0, 1, 0),
  value: Float32Array.of(1, 1, 1),
});
const scorer = new MatrixScorer(
  { numUsers: 3, numItems: 5 },
  // Lists of two: u gets c, d (not a and b, which he has), v gets b, c, w gets a, b: equal scores by index.
  Float32Array.of(9, 8, 7, 6, 5, 9, 8, 7, 6, 5, 1, 1, 1, 0, 0),
);
const genres: Labelling = {
  title: "genre",
  names: ["drama", "comedy"],
  offsets: Int32Array.of(0, 1, 2, 3, 4, 4),
  labels: Int32Array.of(0, 1, 0, 1),
};

test("measures the lists worked out by hand", async () => {
  const result = await evaluateLists(scorer, {
    train,
    users: Int32Array.of(0, 1, 2),
    k: 2,
    split,
    categories: genres,
  });
  expect([...result.exposure]).toEqual([1, 2, 2, 1, 0]);
  expect([...result.popularity]).toEqual([2, 1, 0, 0, 0]);
  expect(result.metrics).toEqual({
    "coverage@2": 4 / 5,
    // Ascending 0, 1, 1, 2, 2: (−4·0 − 2·1 + 0·1 + 2·2 + 4·2) / (5 · 6)
    "gini@2": 10 / 30,
    // Bits: c and d as one user of two, 1 each; b, c 1 each; a 0, b 1.
    "novelty@2": expect.closeTo((1 + 1 + 0.5) / 3, 6),
    // Only a and b share a user: cosine 1 / √2.
    "diversity@2": expect.closeTo((1 + 1 + (1 - Math.SQRT1_2)) / 3, 6),
    "popularity@2": expect.closeTo((0 + 0.5 + 1.5) / 3, 6),
    // u: drama and comedy against c, d of one each; v: drama against comedy and drama; w has no history.
    "calibrationError@2": expect.closeTo((0 + Math.log(1 / 0.505) + 0) / 3, 6),
  });
  expect([...(result.perUser.get("popularity@2") ?? [])]).toEqual([0, 0.5, 1.5]);
  expect([...result.perUser.keys()]).not.toContain("gini@2");
  expect(result.protocol).toEqual({
    task: "ranking",
    split,
    candidates: { kind: "full" },
    ties: "lowest-item-index",
    cutoffs: [2],
    lists: {
      train: await hashInteractions(train),
      similarity: expect.stringMatching(/^[0-9a-f]{64}$/),
      categories: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
});

test("the protocol tells apart by what lists are measured", async () => {
  const hashOf = async (changed: Partial<EvaluateListsOptions>) => {
    const options = { train, users: Int32Array.of(0, 1), k: 2, split };
    return hashProtocol((await evaluateLists(scorer, { ...options, ...changed })).protocol);
  };
  const vectors = (last: number) => vectorSimilarity({ dim: 1, items: Float32Array.of(1, 1, 1, 1, last) });
  const other = { ...genres, labels: Int32Array.of(0, 1, 1, 1) };
  const renamed = { ...genres, names: ["drama", "western"] };
  const more = new Interactions(users, items, {
    userIndex: Int32Array.of(0, 0, 1, 1),
    itemIndex: Int32Array.of(0, 1, 0, 1),
    value: Float32Array.of(1, 1, 1, 1),
  });
  const alike = { similarity: cooccurrenceSimilarity(train.byItem, train.numUsers) };
  const hashes = await Promise.all(
    [
      {},
      { categories: genres },
      { categories: other },
      { categories: renamed },
      { similarity: vectors(1) },
      { similarity: vectors(2) },
      // Popularity alone differs.
      { train: more, ...alike },
    ].map(hashOf),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(await hashOf(alike)).toBe(hashes[0]);
  expect(await hashOf({ categories: { ...genres, title: "kind" } })).toBe(hashes[1]);
});

test("takes other similarities, and only the users it is given", async () => {
  const twins = vectorSimilarity({ dim: 1, items: new Float32Array(5).fill(1) });
  const result = await evaluateLists(scorer, {
    train,
    users: Int32Array.of(1),
    k: 2,
    split,
    similarity: twins,
  });
  expect(result.metrics["diversity@2"]).toBe(0);
  expect(result.metrics["calibrationError@2"]).toBeUndefined();
  expect([...result.exposure]).toEqual([0, 1, 1, 0, 0]);
  expect(result.numEvaluated).toBe(1);
});

test("many blocks, by vectors on kernels, give what each user alone has", async () => {
  const [numUsers, numItems, dim] = [9000, 30, 3];
  const random = createRandom(3);
  const draw = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  const vectors = new VectorScorer({ dim, users: draw(numUsers * dim), items: draw(numItems * dim) });
  const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));
  const many = new Interactions(ids(numUsers), ids(numItems), {
    userIndex: Int32Array.from({ length: 20_000 }, () => random.integer(numUsers)),
    itemIndex: Int32Array.from({ length: 20_000 }, () => random.integer(numItems)),
    value: new Float32Array(20_000).fill(1),
  });
  const options = { train: many, k: 4, split };
  const all = Int32Array.from({ length: numUsers }, (_, user) => user);
  const together = await evaluateLists(vectors, { ...options, users: all });
  for (const user of [0, 4095, 4096, 8999]) {
    const alone = await evaluateLists(vectors, { ...options, users: Int32Array.of(user) });
    for (const [key, values] of alone.perUser) expect(together.perUser.get(key)?.[user], key).toBe(values[0]);
  }
  expect(together.exposure.reduce((sum, count) => sum + count, 0)).toBe(4 * numUsers);
});

test("refuses to measure nobody's lists", async () => {
  const failure = evaluateLists(scorer, { train, users: new Int32Array(), k: 2, split });
  await expect(failure).rejects.toThrow(InvalidInteractionsError);
});
