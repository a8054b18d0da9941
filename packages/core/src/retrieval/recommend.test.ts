import { expect, test } from "vitest";
import { compressRows, rowOf } from "../data/compressed-rows.js";
import { AbortedError, InvalidScoreError, UnknownIdError } from "../errors/errors.js";
import type { Scorer } from "../models/model.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { recommend } from "./recommend.js";
import { recommendMany } from "./recommend-many.js";

const dimensions = { numUsers: 3, numItems: 5 };
const scorer = new MatrixScorer(
  dimensions,
  Float32Array.of(...[1, 2, 3, 4, 5], ...[5, 4, 3, 2, 1], ...[0, 7, 7, 7, 0]),
);
const seen = compressRows(Int32Array.of(0, 0, 2), Int32Array.of(4, 2, 1), { numRows: 3, numColumns: 5 });

test("recommends from the catalogue less what is excluded", async () => {
  const exclude = rowOf(seen, 0);
  expect(await recommend(scorer, { userIndex: 0, k: 2 })).toEqual([
    { itemIndex: 4, score: 5 },
    { itemIndex: 3, score: 4 },
  ]);
  expect(await recommend(scorer, { userIndex: 0, k: 2, exclude })).toEqual([
    { itemIndex: 3, score: 4 },
    { itemIndex: 1, score: 2 },
  ]);
});

test("considers the candidates only, each once", async () => {
  const candidates = Int32Array.of(3, 0, 3, 4, 3);
  expect(await recommend(scorer, { userIndex: 2, k: 9, candidates })).toEqual([
    { itemIndex: 3, score: 7 },
    { itemIndex: 0, score: 0 },
    { itemIndex: 4, score: 0 },
  ]);
  const exclude = Int32Array.of(3);
  expect(await recommend(scorer, { userIndex: 2, k: 1, candidates, exclude })).toEqual([
    { itemIndex: 0, score: 0 },
  ]);
  expect(await recommend(scorer, { userIndex: 2, k: 1, candidates: new Int32Array() })).toEqual([]);
});

test.each([
  { what: "a user", options: { userIndex: 3, k: 1 } },
  { what: "a negative user", options: { userIndex: -1, k: 1 } },
  { what: "a candidate", options: { userIndex: 0, k: 1, candidates: Int32Array.of(5) } },
])("refuses $what outside the dimensions", async ({ options }) => {
  await expect(recommend(scorer, options)).rejects.toThrow(UnknownIdError);
});

test("names the pair whose score is NaN", async () => {
  const diverged = new MatrixScorer(dimensions, scorer.scores.slice().fill(Number.NaN, 8, 9));
  const failure = recommend(diverged, { userIndex: 1, k: 1 });
  await expect(failure).rejects.toThrow(InvalidScoreError);
  await expect(failure).rejects.toThrow("userIndex 1 and itemIndex 3");
});

test("refuses a scorer that gives too few scores", async () => {
  const short: Scorer = {
    dimensions,
    scorePairs: async () => new Float32Array(1),
    scoreCatalogue: async () => new Float32Array(4),
  };
  await expect(recommend(short, { userIndex: 1, k: 1 })).rejects.toThrow("4 scores for 5 pairs");
  const candidates = Int32Array.of(0, 1, 2);
  await expect(recommend(short, { userIndex: 1, k: 1, candidates })).rejects.toThrow("1 scores for 3 pairs");
});

test("many users get what each would get alone, over more than one block", async () => {
  const numUsers = 600;
  const numItems = 30;
  const random = createRandom(11);
  const large = new MatrixScorer(
    { numUsers, numItems },
    Float32Array.from({ length: numUsers * numItems }, () => random.integer(9)),
  );
  const rows = Int32Array.from({ length: 3000 }, () => random.integer(numUsers));
  const columns = rows.map(() => random.integer(numItems));
  const exclude = compressRows(rows, columns, { numRows: numUsers, numColumns: numItems });
  const users = Int32Array.from({ length: numUsers }, (_, i) => (i * 7) % numUsers);
  const candidates = Int32Array.of(2, 3, 5, 7, 11, 13);
  const whole = await recommendMany(large, { users, k: 4, exclude });
  const few = await recommendMany(large, { users, k: 4, exclude, candidates });
  expect(whole).toHaveLength(numUsers);
  for (const [i, userIndex] of users.entries()) {
    const one = { userIndex, k: 4, exclude: rowOf(exclude, userIndex) };
    expect(whole[i]).toEqual(await recommend(large, one));
    expect(few[i]).toEqual(await recommend(large, { ...one, candidates }));
  }
});

test("refuses exclusions of another number of users", async () => {
  const exclude = compressRows(Int32Array.of(0), Int32Array.of(0), { numRows: 2, numColumns: 5 });
  const failure = recommendMany(scorer, { users: Int32Array.of(2), k: 1, exclude });
  await expect(failure).rejects.toThrow("exclude has rows for 2 users, and the model knows 3");
});

test("a signal stops it", async () => {
  const signal = AbortSignal.abort();
  const users = Int32Array.of(0, 1);
  await expect(recommendMany(scorer, { users, k: 1, signal })).rejects.toThrow(AbortedError);
  const candidates = Int32Array.of(1);
  await expect(recommendMany(scorer, { users, k: 1, candidates, signal })).rejects.toThrow(AbortedError);
});
