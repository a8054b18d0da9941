import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { MatrixScorer } from "../testing/matrix-scorer.js";
import { checkScoreTies } from "./check-score-ties.js";
import { checkSplit } from "./check-split.js";
import { evaluateRanking } from "./evaluate-ranking.js";

const users = Vocabulary.of(["u", "v"]);
const items = Vocabulary.of(["a", "b", "c"]);
type Row = readonly [user: number, item: number, time?: number];
const rows = (list: readonly Row[]) =>
  new Interactions(users, items, {
    userIndex: Int32Array.from(list, ([user]) => user),
    itemIndex: Int32Array.from(list, ([, item]) => item),
    value: new Float32Array(list.length).fill(1),
    ...(list.every(([, , time]) => time !== undefined) && {
      timestamp: Float64Array.from(list, ([, , time]) => time ?? 0),
    }),
  });
const check = (train: readonly Row[], test: readonly Row[], name: string) =>
  checkSplit({ train: rows(train), test: rows(test) }).find((one) => one.name === name);

describe("leakage", () => {
  test.each([
    { test: [[0, 1]], level: "passed", leaked: 0 },
    {
      test: [
        [0, 0],
        [1, 1],
        [0, 0],
        [1, 2],
      ],
      level: "warning",
      leaked: 3,
    },
  ] satisfies { test: Row[]; level: string; leaked: number }[])(
    "$leaked rows",
    ({ test: heldOut, level, leaked }) => {
      expect(
        check(
          [
            [0, 0],
            [1, 1],
          ],
          heldOut,
          "leakage",
        ),
      ).toMatchObject({ level, counts: { leaked } });
    },
  );

  test("is said in a sentence", () => {
    expect(
      check(
        [[0, 0]],
        [
          [0, 0],
          [0, 1],
          [1, 0],
        ],
        "leakage",
      )?.sentence,
    ).toBe(
      "1 of 3 test rows (33.3 %) are of a user and item that the training data has too: a model can know the answer.",
    );
  });
});

test("duplicates are counted in each part", () => {
  const train: Row[] = [
    [0, 0],
    [1, 1],
    [0, 0],
    [0, 0],
  ];
  expect(
    check(
      train,
      [
        [0, 1],
        [1, 0],
        [1, 0],
      ],
      "duplicates",
    ),
  ).toMatchObject({
    level: "note",
    counts: { train: 2, test: 1 },
  });
  expect(
    check(
      [
        [0, 0],
        [1, 0],
      ],
      [[0, 1]],
      "duplicates",
    )?.level,
  ).toBe("passed");
});

describe("time", () => {
  const train: Row[] = [
    [0, 0, 10],
    [0, 1, 30],
    [1, 0, 50],
  ];

  test.each([
    {
      test: [
        [0, 2, 60],
        [1, 1, 50],
      ],
      level: "passed",
      counts: { beforeOwn: 0, beforeAny: 0 },
    },
    {
      test: [
        [0, 2, 30],
        [1, 1, 60],
      ],
      level: "note",
      counts: { beforeOwn: 0, beforeAny: 1 },
    },
    {
      test: [
        [0, 2, 29],
        [1, 1, 60],
      ],
      level: "warning",
      counts: { beforeOwn: 1, beforeAny: 1 },
    },
    {
      test: [
        [0, 2],
        [1, 1],
      ],
      level: "note",
      counts: {},
    },
  ] satisfies { test: Row[]; level: string; counts: object }[])(
    "order: $level, $counts",
    ({ test: heldOut, level, counts }) => {
      const found = check(train, heldOut, "time-order");
      expect(found?.level).toBe(level);
      expect(found?.counts).toEqual(counts);
    },
  );

  test.each([
    {
      test: [
        [0, 2, 60],
        [1, 1, 51],
      ],
      level: "passed",
      counts: { users: 0 },
    },
    {
      test: [
        [0, 2, 30],
        [0, 2, 30],
        [1, 1, 60],
      ],
      level: "note",
      counts: { users: 1 },
    },
    { test: [[0, 2]], level: "note", counts: {} },
  ] satisfies { test: Row[]; level: string; counts: object }[])(
    "ties: $level, $counts",
    ({ test: heldOut, level, counts }) => {
      const found = check(train, heldOut, "time-ties");
      expect(found?.level).toBe(level);
      expect(found?.counts).toEqual(counts);
    },
  );
});

describe("ties of scores", () => {
  const measure = async (scores: readonly number[]) => {
    const scorer = new MatrixScorer({ numUsers: 2, numItems: 3 }, Float32Array.from(scores));
    const [train, heldOut] = [
      rows([]),
      rows([
        [0, 0],
        [1, 1],
      ]),
    ];
    const under = (ties: "relevant-last" | "relevant-first") =>
      evaluateRanking(scorer, {
        train,
        test: heldOut,
        split: { kind: "given", description: "" },
        cutoffs: [2],
        ties,
      });
    return checkScoreTies(
      { relevantLast: await under("relevant-last"), relevantFirst: await under("relevant-first") },
      "mrr@2",
    );
  };

  test("are none where scores differ", async () => {
    expect(await measure([3, 2, 1, 3, 2, 1])).toMatchObject({ level: "passed", counts: { users: 0 } });
  });

  test("are none where only other items tie", async () => {
    expect(await measure([3, 1, 1, 3, 2, 3])).toMatchObject({ level: "passed", counts: { users: 0 } });
  });

  test("are told with both ends", async () => {
    // u's a ties with b: first or second.
    const found = await measure([3, 3, 1, 3, 2, 1]);
    expect(found.counts).toEqual({ users: 1, relevantLast: 0.5, relevantFirst: 0.75 });
    expect(found.level).toBe("warning");
    expect(found.sentence).toBe(
      "1 of 2 users (50.0 %) have a relevant item with the score of another candidate: mrr@2 is 0.5000 with relevant items last and 0.7500 with them first.",
    );
  });
});
