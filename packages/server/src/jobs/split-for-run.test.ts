import { Interactions, Vocabulary } from "@tastemaker/core";
import { describe, expect, test } from "vitest";
import { splitForRun } from "./split-for-run.js";

/** Each user has the items 0 … n − 1, in this order. */
function history(numUsers: number, itemsPerUser: number): Interactions {
  const length = numUsers * itemsPerUser;
  return new Interactions(
    Vocabulary.of(Array.from({ length: numUsers }, (_, user) => `u${user}`)),
    Vocabulary.of(Array.from({ length: itemsPerUser }, (_, item) => `i${item}`)),
    {
      userIndex: Int32Array.from({ length }, (_, row) => Math.floor(row / itemsPerUser)),
      itemIndex: Int32Array.from({ length }, (_, row) => row % itemsPerUser),
      value: new Float32Array(length).fill(1),
      timestamp: Float64Array.from({ length }, (_, row) => row),
    },
  );
}

const rowsOf = ({ userIndex, itemIndex, timestamp }: Interactions) =>
  Array.from(userIndex, (user, row) => `${user} ${itemIndex[row]} ${timestamp?.[row]}`).sort();

describe("splitForRun", () => {
  test("takes the test first, then the validation part from the rest in the same way", () => {
    const data = history(3, 5);
    const parts = splitForRun(data, { task: "ranking", split: { kind: "leave-last-out" } });
    expect([...parts.test.itemIndex]).toEqual([4, 4, 4]);
    expect([...(parts.validation?.itemIndex ?? [])]).toEqual([3, 3, 3]);
    expect(parts.train.length).toBe(9);
    expect(parts.known.length).toBe(12);
    expect(parts.split).toMatchObject({ kind: "leave-last-out", ties: "last-row" });
  });

  test.each([
    { task: "rating", split: { kind: "random", testFraction: 0.25 } },
    { task: "ranking", split: { kind: "n-held-out", perUser: 2 } },
    { task: "ranking", split: { kind: "leave-last-out" } },
  ] as const)("neither loses nor shares a row: $split.kind", ({ task, split }) => {
    const data = history(40, 10);
    const { train, validation, known, test: tested } = splitForRun(data, { task, split });
    const held = validation ? rowsOf(validation) : [];
    expect([...rowsOf(train), ...held].sort()).toEqual(rowsOf(known));
    expect([...rowsOf(known), ...rowsOf(tested)].sort()).toEqual(rowsOf(data));
  });

  test("tests every run on the same rows", () => {
    const data = history(40, 10);
    const run = { task: "ranking", split: { kind: "n-held-out", perUser: 2 } } as const;
    const [first, second] = [splitForRun(data, run), splitForRun(data, run)];
    expect(rowsOf(first.test)).toEqual(rowsOf(second.test));
    expect(first.split).toEqual(second.split);
  });

  test("does without a validation part where the data is too small for one", () => {
    const parts = splitForRun(history(3, 2), { task: "ranking", split: { kind: "leave-last-out" } });
    expect(parts.validation).toBeUndefined();
    expect(parts.train).toBe(parts.known);
    expect(() => splitForRun(history(3, 1), { task: "ranking", split: { kind: "leave-last-out" } })).toThrow(
      "leave-last-out",
    );
  });

  test("ranks for 2,000 users at most while training, and trains on the rows of the others", () => {
    const data = history(2_500, 3);
    const split = { kind: "leave-last-out" } as const;
    const { train, validation, known } = splitForRun(data, { task: "ranking", split });
    expect(validation?.length).toBe(2_000);
    expect(new Set(validation?.userIndex).size).toBe(2_000);
    expect([...rowsOf(train), ...(validation ? rowsOf(validation) : [])].sort()).toEqual(rowsOf(known));
    const rating = splitForRun(data, { task: "rating", split });
    expect(rating.validation?.length).toBe(2_500);
  });
});
