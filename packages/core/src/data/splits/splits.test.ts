import { describe, expect, it } from "vitest";
import { InvalidConfigError, InvalidInteractionsError } from "../../errors/errors.js";
import { Interactions } from "../interactions.js";
import { Vocabulary } from "../vocabulary.js";
import { givenSplit } from "./given-split.js";
import { leaveLastOut } from "./leave-last-out.js";
import { nHeldOut } from "./n-held-out.js";
import { randomSplit } from "./random-split.js";

const users = Vocabulary.of(["u0", "u1", "u2"]);
const items = Vocabulary.of(["a", "b", "c", "d"]);

/** u0 has three rows, two of them at its last time; u1 two; u2 one. */
const columns = {
  userIndex: Int32Array.of(0, 0, 1, 0, 2, 1),
  itemIndex: Int32Array.of(2, 0, 1, 1, 3, 0),
  value: Float32Array.of(5, 4, 3, 2, 1, 5),
};
const timed = new Interactions(users, items, {
  ...columns,
  timestamp: Float64Array.of(10, 20, 99, 20, 5, 30),
});
const untimed = new Interactions(users, items, columns);

const rowsOf = ({ userIndex, itemIndex }: Interactions) =>
  Array.from(userIndex, (user, i) => `${users.idOf(user)}-${items.idOf(itemIndex[i] ?? -1)}`);

describe("leaveLastOut", () => {
  it.each([
    ["first-row", "u0-a"],
    ["last-row", "u0-b"],
    ["highest-item-index", "u0-b"],
    ["lowest-item-index", "u0-a"],
  ] as const)("breaks ties of time by %s", (ties, last) => {
    const { train, test, spec } = leaveLastOut(timed, { ties });
    // u1's last in time is its first row; u2 has one row, which stays.
    expect(rowsOf(test).sort()).toEqual([last, "u1-b"].sort());
    expect(rowsOf(train)).toHaveLength(4);
    expect(rowsOf(train)).toContain("u2-d");
    expect(spec).toEqual({ kind: "leave-last-out", order: "timestamp", ties });
  });

  it("goes by row where there is no time, and says so", () => {
    const { test, spec } = leaveLastOut(untimed, { ties: "first-row" });
    expect(rowsOf(test)).toEqual(["u0-b", "u1-a"]);
    expect(spec).toEqual({ kind: "leave-last-out", order: "row", ties: "first-row" });
  });

  it("takes times before 1970 for what they are", () => {
    const old = new Interactions(users, items, {
      ...columns,
      timestamp: Float64Array.of(-9, -5, -2, -7, -1, -3),
    });
    expect(rowsOf(leaveLastOut(old, { ties: "last-row" }).test)).toEqual(["u0-a", "u1-b"]);
  });

  it("says what to do where nobody has two rows", () => {
    const single = untimed.select(Int32Array.of(4));
    expect(() => leaveLastOut(single, { ties: "last-row" })).toThrow(InvalidInteractionsError);
    expect(() => leaveLastOut(single, { ties: "last-row" })).toThrow(
      "leaves 1 rows to train on and 0 to test on",
    );
  });
});

const many = new Interactions(users, items, {
  userIndex: Int32Array.from({ length: 1000 }, (_, i) => (i < 995 ? i % 2 : 2)),
  itemIndex: Int32Array.from({ length: 1000 }, (_, i) => i % 4),
  value: Float32Array.from({ length: 1000 }, (_, i) => i),
});

describe("randomSplit", () => {
  it("gives each row to one part, by the seed alone", () => {
    const { train, test } = randomSplit(many, { testFraction: 0.25, seed: 1 });
    expect(test.length).toBe(250);
    expect([...train.value, ...test.value].sort((a, b) => a - b)).toEqual([...many.value]);
    expect(randomSplit(many, { testFraction: 0.25, seed: 1 }).test.value).toEqual(test.value);
    expect(randomSplit(many, { testFraction: 0.25, seed: 2 }).test.value).not.toEqual(test.value);
  });

  it("leaves a user's only row to train on, however much is tested", () => {
    const { train, test } = randomSplit(untimed, { testFraction: 0.8, seed: 1 });
    expect(rowsOf(train)).toContain("u2-d");
    expect(test.length).toBe(5);
    expect(() => randomSplit(untimed.select(Int32Array.of(4)), { testFraction: 0.5, seed: 1 })).toThrow(
      'The split "random" leaves 1 rows to train on and 0 to test on, of 1: both need some.',
    );
  });

  it.each([0, 1, -0.1, Number.NaN])("refuses the fraction %s", (testFraction) => {
    expect(() => randomSplit(many, { testFraction, seed: 1 })).toThrow(InvalidConfigError);
  });
});

describe("nHeldOut", () => {
  it("holds out so many rows of each user that has more", () => {
    const { test, train } = nHeldOut(many, { perUser: 5, seed: 1 });
    const perUser = [0, 1, 2].map((user) => test.userIndex.filter((each) => each === user).length);
    expect(perUser).toEqual([5, 5, 0]);
    expect(train.length).toBe(990);
    expect(nHeldOut(many, { perUser: 5, seed: 2 }).test.value).not.toEqual(test.value);
  });

  it("refuses to hold out none", () => {
    expect(() => nHeldOut(many, { perUser: 0, seed: 1 })).toThrow("perUser is 0");
  });
});

describe("givenSplit", () => {
  it("keeps the parts, and refuses parts that number differently", () => {
    const parts = { train: timed, test: untimed };
    expect(givenSplit(parts, "as published").spec).toEqual({ kind: "given", description: "as published" });
    const others = new Interactions(Vocabulary.of(["u1", "u0", "u2"]), items, columns);
    expect(() => givenSplit({ train: timed, test: others }, "mixed")).toThrow("different vocabularies");
  });
});
