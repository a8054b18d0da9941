import { expect, test } from "vitest";
import { compressRows, rowOf } from "../data/compressed-rows.js";
import {
  AbortedError,
  InvalidFeaturesError,
  InvalidInteractionsError,
  InvalidScoreError,
  UnknownIdError,
} from "../errors/errors.js";
import type { History, Scorer } from "../models/model.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { ItemSimilarities } from "./item-similarities.js";
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
  const others = [
    { itemIndex: 3, score: 4 },
    { itemIndex: 1, score: 2 },
  ];
  expect(await recommend(scorer, { userIndex: 0, k: 2, exclude })).toEqual(others);
  expect(await recommend(scorer, { userIndex: 0, k: 2, exclude: seen })).toEqual(others);
  const nothingSeen = await recommend(scorer, { userIndex: 1, k: 1, exclude: seen });
  expect(nothingSeen).toEqual([{ itemIndex: 0, score: 5 }]);
});

test("refuses what is excluded of another number of users", async () => {
  const one = compressRows(Int32Array.of(0), Int32Array.of(4), { numRows: 1, numColumns: 5 });
  const refused = recommend(scorer, { userIndex: 0, k: 2, exclude: one });
  await expect(refused).rejects.toThrow(InvalidInteractionsError);
  await expect(refused).rejects.toThrow("exclude has rows for 1 users, and the model knows 3.");
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
  const wide = { ...short, dimensions: { numUsers: 3, numItems: 80 } };
  const candidates = Int32Array.of(0, 1, 2);
  await expect(recommend(wide, { userIndex: 1, k: 1, candidates })).rejects.toThrow("1 scores for 3 pairs");
});

test("asks for the scores of a few candidates only", async () => {
  const wide: Scorer = {
    dimensions: { numUsers: 3, numItems: 80 },
    scorePairs: async (_, itemIndex) => Float32Array.from(itemIndex, (item) => 100 - item),
    scoreCatalogue: () => Promise.reject(new Error("the catalogue was scored")),
  };
  const candidates = Int32Array.of(60, 7, 60, 5);
  expect(await recommend(wide, { userIndex: 1, k: 2, candidates, exclude: Int32Array.of(5) })).toEqual([
    { itemIndex: 7, score: 93 },
    { itemIndex: 60, score: 40 },
  ]);
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

/** Two items of a history a and b score every item i by a + b · i. */
const folding = {
  ...{ dimensions, scorePairs: scorer.scorePairs, scoreCatalogue: scorer.scoreCatalogue },
  scoreHistories: async (histories: readonly History[]) =>
    Float32Array.from(
      histories.flatMap(({ itemIndex: [a = 0, b = 0] }) => [0, 1, 2, 3, 4].map((i) => a + b * i)),
    ),
};

test("recommends to a history, without the items it has", async () => {
  const history = { itemIndex: Int32Array.of(1, 3) };
  expect(await recommend(folding, { history, k: 2 })).toEqual([
    { itemIndex: 4, score: 13 },
    { itemIndex: 2, score: 7 },
  ]);
  const exclude = Int32Array.of(4);
  expect(await recommend(folding, { history, k: 1, exclude })).toEqual([{ itemIndex: 3, score: 10 }]);
  const candidates = Int32Array.of(0, 2, 1, 0);
  expect(await recommend(folding, { history, k: 9, candidates })).toEqual([
    { itemIndex: 2, score: 7 },
    { itemIndex: 0, score: 1 },
  ]);
  const histories = [history, { itemIndex: Int32Array.of(4, 1) }, { itemIndex: new Int32Array() }];
  const lists = await recommendMany(folding, { histories, k: 2, candidates });
  const alone = await Promise.all(
    histories.map((each) => recommend(folding, { history: each, k: 2, candidates })),
  );
  expect(lists).toEqual(alone);
  expect(await recommendMany(folding, { histories: [], k: 2 })).toEqual([]);
});

test("a filter is a question or a mask, and narrows the candidates", async () => {
  const odd = (item: number) => item % 2 === 1;
  const mask = Uint8Array.of(0, 1, 0, 255, 0);
  const best = [
    { itemIndex: 3, score: 4 },
    { itemIndex: 1, score: 2 },
  ];
  for (const filter of [odd, mask]) {
    expect(await recommend(scorer, { userIndex: 0, k: 5, filter })).toEqual(best);
    const candidates = Int32Array.of(0, 1, 2);
    expect(await recommend(scorer, { userIndex: 0, k: 5, filter, candidates })).toEqual(best.slice(1));
    const users = Int32Array.of(0, 0);
    expect(await recommendMany(scorer, { users, k: 5, filter })).toEqual([best, best]);
    const history = { itemIndex: Int32Array.of(1, 3) };
    expect(await recommend(folding, { history, k: 5, filter })).toEqual([]);
  }
  const short = recommend(scorer, { userIndex: 0, k: 5, filter: new Uint8Array(4) });
  await expect(short).rejects.toThrow("4 entries for 5 items");
});

test("variety is chosen of a pool, for one and for many", async () => {
  const similarity = new ItemSimilarities(5, { pair: (a, b) => Number(a === b || a + b === 7) });
  const varied = { ...folding, itemSimilarity: () => similarity };
  const diversity = { lambda: 0.5, poolSize: 3 };
  // Item 3 is like item 4, and of the three best alone.
  const expected = [4, 2].map((itemIndex) => ({ itemIndex, score: itemIndex + 1 }));
  const history = { itemIndex: Int32Array.of(1, 1) };
  expect(await recommend(varied, { history, k: 2, exclude: new Int32Array(), diversity })).toEqual(expected);
  expect(await recommendMany(varied, { histories: [history], k: 2, diversity })).toEqual([expected]);
  const without = recommend(folding, { history, k: 2, diversity });
  await expect(without).rejects.toThrow("no similarity of items");
});

test("says that a scorer cannot fold in", async () => {
  const asked = recommend(scorer, { history: { itemIndex: Int32Array.of(1) }, k: 2 });
  await expect(asked).rejects.toThrow("no scoreHistories");
  const few = { ...folding, scoreHistories: async () => new Float32Array(4) };
  await expect(recommend(few, { history: { itemIndex: new Int32Array() }, k: 2 })).rejects.toThrow(
    InvalidScoreError,
  );
});

test("refuses a context that the scorer does not read", async () => {
  const context = { hour: 3 };
  const asked = [
    () => recommend(scorer, { userIndex: 0, k: 2, context }),
    () => recommend(scorer, { userIndex: 0, k: 2, candidates: Int32Array.of(1), context }),
    () => recommend(folding, { history: { itemIndex: Int32Array.of(1) }, k: 2, context }),
    () => recommendMany(scorer, { users: Int32Array.of(0), k: 2, context }),
    () => recommendMany(folding, { histories: [{ itemIndex: Int32Array.of(1) }], k: 2, context }),
  ];
  for (const each of asked) {
    await expect(each).rejects.toBeInstanceOf(InvalidFeaturesError);
    await expect(each).rejects.toThrow("The context has hour, and the model reads none: leave it out");
  }
  expect(await recommend(scorer, { userIndex: 0, k: 2, context: {} })).toHaveLength(2);
});
