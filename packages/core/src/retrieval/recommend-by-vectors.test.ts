import { expect, test } from "vitest";
import { compressRows, rowOf } from "../data/compressed-rows.js";
import { AbortedError, InvalidScoreError, UnknownIdError } from "../errors/errors.js";
import { createRandom } from "../random/random.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { VectorScorer } from "../testing/vector-scorer.js";
import { recommend } from "./recommend.js";
import { recommendMany } from "./recommend-many.js";

const [numUsers, numItems, dim] = [130, 45, 6];
const random = createRandom(8);
/** Whole numbers, so that ties are common and sums exact. */
const draw = (length: number) => Float32Array.from({ length }, () => random.integer(5) - 2);
const vectors = {
  dim,
  users: draw(numUsers * dim),
  items: draw(numItems * dim),
  userBias: draw(numUsers),
  itemBias: draw(numItems),
};
const users = Int32Array.from({ length: numUsers }, (_, i) => (i * 7) % numUsers);
const rows = Int32Array.from({ length: 1500 }, () => random.integer(numUsers));
const columns = rows.map(() => random.integer(numItems));
const exclude = compressRows(rows, columns, { numRows: numUsers, numColumns: numItems });

test("gives what the array of all scores gives", async () => {
  const scorer = new VectorScorer(vectors);
  const all = Int32Array.from({ length: numUsers }, (_, i) => i);
  const matrix = new MatrixScorer(scorer.dimensions, await scorer.scoreCatalogue(all));
  const candidates = Int32Array.of(11, 2, 3, 2, 44);
  for (const threads of [1, 2]) {
    const lists = await recommendMany(scorer, { users, k: 9, exclude, threads });
    expect(lists).toEqual(await recommendMany(matrix, { users, k: 9, exclude }));
    expect(await recommendMany(scorer, { users, k: 60, threads })).toEqual(
      await recommendMany(matrix, { users, k: 60 }),
    );
    const few = await recommendMany(scorer, { users, k: 3, exclude, candidates, threads });
    expect(few).toEqual(await recommendMany(matrix, { users, k: 3, exclude, candidates }));
  }
  for (const userIndex of [0, 77, numUsers - 1]) {
    const one = { userIndex, k: 5, exclude: rowOf(exclude, userIndex) };
    expect(await recommend(scorer, one)).toEqual(await recommend(matrix, one));
    expect(await recommend(scorer, { ...one, candidates })).toEqual(
      await recommend(matrix, { ...one, candidates }),
    );
  }
  scorer.dots.release();
});

test("refuses unknown indices, names the pair whose score is NaN, and stops by its signal", async () => {
  const diverged = vectors.items.slice();
  diverged[31 * dim] = Number.NaN;
  const scorer = new VectorScorer({ ...vectors, items: diverged });
  await expect(recommend(scorer, { userIndex: numUsers, k: 1 })).rejects.toThrow(UnknownIdError);
  const unknown = Int32Array.of(0, -1);
  await expect(recommendMany(scorer, { users: unknown, k: 1 })).rejects.toThrow(UnknownIdError);
  const candidates = Int32Array.of(numItems);
  await expect(recommend(scorer, { userIndex: 0, k: 1, candidates })).rejects.toThrow(UnknownIdError);
  await expect(recommend(scorer, { userIndex: 4, k: 1 })).rejects.toThrow(InvalidScoreError);
  await expect(recommend(scorer, { userIndex: 4, k: 1 })).rejects.toThrow("userIndex 4 and itemIndex 31");
  await expect(recommendMany(scorer, { users, k: 1 })).rejects.toThrow("userIndex 0 and itemIndex 31");
  const signal = AbortSignal.abort();
  await expect(recommendMany(scorer, { users, k: 1, signal })).rejects.toThrow(AbortedError);
  scorer.dots.release();
});
