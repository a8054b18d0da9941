import { describe, expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { InvalidConfigError } from "../errors/errors.js";
import { coldAndWarm, headAndTail } from "./label-by-training.js";

function interactions(pairs: readonly (readonly [number, number])[]): Interactions {
  return new Interactions(Vocabulary.of(["u", "v", "w"]), Vocabulary.of(["a", "b", "c", "d"]), {
    userIndex: Int32Array.from(pairs, ([user]) => user),
    itemIndex: Int32Array.from(pairs, ([, item]) => item),
    value: new Float32Array(pairs.length).fill(1),
  });
}

// Users of a, b, c, d: 3, 2, 1, 0; u has three rows, v two, w one more that repeats.
const train = interactions([
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [2, 0],
  [2, 0],
]);

describe("users by training interactions", () => {
  test.each([
    { coldUpTo: 2, labels: [1, 0, 0] },
    { coldUpTo: 1, labels: [1, 1, 1] },
    { coldUpTo: 3, labels: [0, 0, 0] },
  ])("cold up to $coldUpTo", ({ coldUpTo, labels }) => {
    expect([...coldAndWarm(train, { coldUpTo }).labels]).toEqual(labels);
  });

  test("refuses a limit that is none", () => {
    expect(() => coldAndWarm(train, { coldUpTo: -1 })).toThrow(InvalidConfigError);
  });
});

describe("items by popularity", () => {
  test.each([
    // Of six (user, item) pairs, a alone has three.
    { headShare: 0.5, labels: [0, 1, 1, 1] },
    { headShare: 0.6, labels: [0, 0, 1, 1] },
    { headShare: 0.9, labels: [0, 0, 0, 1] },
  ])("a head of $headShare", ({ headShare, labels }) => {
    expect([...headAndTail(train, { headShare }).labels]).toEqual(labels);
  });

  test("refuses a share that is none", () => {
    expect(() => headAndTail(train, { headShare: 1 })).toThrow(InvalidConfigError);
  });
});
