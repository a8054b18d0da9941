import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidInteractionsError, UnknownIdError } from "../errors/errors.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { evaluateRanking } from "./evaluate-ranking.js";
import { type FixedCandidates, fixedCandidates } from "./fixed-candidates.js";

const users = Vocabulary.of(["ann", "bob"]);
const items = Vocabulary.of(["a", "b", "c", "d"]);
const train = rows([0, 1], [3, 3]);
const heldOut = rows([0, 1], [0, 1]);

function rows(userIndex: number[], itemIndex: number[], side = { users, items }): Interactions {
  return new Interactions(side.users, side.items, {
    userIndex: Int32Array.from(userIndex),
    itemIndex: Int32Array.from(itemIndex),
    value: new Float32Array(userIndex.length),
  });
}

function lists(listed: readonly (readonly [number, readonly number[]])[]): FixedCandidates {
  const offsets = [0];
  for (const [, list] of listed) offsets.push((offsets.at(-1) ?? 0) + list.length);
  return {
    users: Int32Array.from(listed, ([user]) => user),
    offsets: Int32Array.from(offsets),
    items: Int32Array.from(listed.flatMap(([, list]) => list)),
  };
}

const hashOf = (listed: FixedCandidates, test = heldOut) => fixedCandidates(listed).spec(test);

test("an entry that is the relevant item, or repeated, counts once; one in train stays", async () => {
  // Scores fall from a to d for both. Bob's b stands behind a, and not behind the second a or himself.
  const scorer = new MatrixScorer({ numUsers: 2, numItems: 4 }, Float32Array.of(4, 3, 2, 1, 4, 3, 2, 1));
  const candidates = fixedCandidates(
    lists([
      [1, [0, 1, 0, 3]],
      [0, [3, 2]],
    ]),
  );
  const { perUser } = await evaluateRanking(scorer, {
    train,
    test: heldOut,
    split: { kind: "given", description: "by hand" },
    candidates,
    cutoffs: [4],
  });
  expect(perUser.get("mrr@4")).toEqual(Float32Array.of(1, 1 / 2));
});

test("the hash is of the lists by id, however they are ordered", async () => {
  const hash = await hashOf(
    lists([
      [0, [1, 2]],
      [1, [0, 3]],
    ]),
  );
  expect(
    await hashOf(
      lists([
        [1, [3, 0]],
        [0, [2, 1, 2]],
      ]),
    ),
  ).toEqual(hash);
  expect(
    await hashOf(
      lists([
        [0, [1, 3]],
        [1, [0, 3]],
      ]),
    ),
  ).not.toEqual(hash);
  expect(
    await hashOf(
      lists([
        [0, [1, 2, 0]],
        [1, [3]],
      ]),
    ),
  ).not.toEqual(hash);
  const renumbered = { users: Vocabulary.of(["bob", "ann"]), items: Vocabulary.of(["d", "c", "b", "a"]) };
  const sameIds = lists([
    [1, [2, 1]],
    [0, [3, 0]],
  ]);
  expect(await hashOf(sameIds, rows([0], [0], renumbered))).toEqual(hash);
});

test.each([
  {
    what: "a user twice",
    wrong: lists([
      [0, [1]],
      [0, [2]],
    ]),
  },
  { what: "too few offsets", wrong: { ...lists([[0, [1]]]), offsets: Int32Array.of(0) } },
  { what: "items beyond the last offset", wrong: { ...lists([[0, [1]]]), items: Int32Array.of(1, 2) } },
  {
    what: "offsets that fall",
    wrong: { users: Int32Array.of(0, 1), offsets: Int32Array.of(0, 3, 2), items: Int32Array.of(1, 2) },
  },
])("refuses $what", ({ wrong }) => {
  expect(() => fixedCandidates(wrong)).toThrow(InvalidInteractionsError);
});

test("refuses a test user without a list, and an index outside the data", async () => {
  const scorer = new MatrixScorer({ numUsers: 2, numItems: 4 }, new Float32Array(8));
  const evaluate = (listed: FixedCandidates) =>
    evaluateRanking(scorer, {
      train,
      test: heldOut,
      split: { kind: "given", description: "by hand" },
      candidates: fixedCandidates(listed),
      cutoffs: [1],
    });
  await expect(evaluate(lists([[0, [1]]]))).rejects.toThrow('The user "bob" has test items but no list');
  await expect(
    evaluate(
      lists([
        [0, [1]],
        [1, [4]],
      ]),
    ),
  ).rejects.toThrow(UnknownIdError);
  await expect(
    evaluate(
      lists([
        [0, [1]],
        [2, [1]],
      ]),
    ),
  ).rejects.toThrow(UnknownIdError);
});
