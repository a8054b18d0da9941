import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DuplicatePolicy, resolveDuplicates } from "./duplicates.js";

type Row = readonly [user: number, item: number, value: number];

function resolve(rows: readonly Row[], policy: DuplicatePolicy) {
  const { columns, duplicates } = resolveDuplicates(
    {
      userIndex: Int32Array.from(rows, ([user]) => user),
      itemIndex: Int32Array.from(rows, ([, item]) => item),
      value: Float32Array.from(rows, ([, , value]) => value),
      timestamp: Float64Array.from(rows, ([, , value]) => 10 * value),
    },
    { numUsers: 5, numItems: 5 },
    policy,
  );
  const times = [...(columns.timestamp ?? [])];
  expect(times).toEqual([...columns.value].map((value) => 10 * value));
  return {
    duplicates,
    rows: Array.from(columns.userIndex, (user, i) => [user, columns.itemIndex[i], columns.value[i]]),
  };
}

const rows: Row[] = [
  [1, 2, 1],
  [0, 2, 2],
  [1, 2, 3],
  [1, 0, 4],
  [1, 2, 5],
];

describe("resolveDuplicates", () => {
  it.each<[DuplicatePolicy, number[]]>([
    ["keep-last", [2, 4, 5]],
    ["keep-first", [1, 2, 4]],
    ["keep-all", [1, 2, 3, 4, 5]],
  ])("%s keeps its rows in file order and counts two repeats", (policy, values) => {
    const resolved = resolve(rows, policy);
    expect(resolved.duplicates).toBe(2);
    expect(resolved.rows.map(([, , value]) => value)).toEqual(values);
  });

  it("does what a map of pairs does", () => {
    const row = fc.tuple(fc.nat(4), fc.nat(4));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (cells) => {
        const numbered = cells.map(([user, item], position): Row => [user, item, position]);
        const last = new Map(numbered.map((cell) => [`${cell[0]} ${cell[1]}`, cell]));
        const first = new Map(numbered.toReversed().map((cell) => [`${cell[0]} ${cell[1]}`, cell]));
        const inOrder = (kept: Map<string, Row>) => [...kept.values()].sort((a, b) => a[2] - b[2]);
        expect(resolve(numbered, "keep-last")).toEqual({
          duplicates: cells.length - last.size,
          rows: inOrder(last),
        });
        expect(resolve(numbered, "keep-first").rows).toEqual(inOrder(first));
        expect(resolve(numbered, "keep-all").rows).toEqual(numbered);
      }),
      { seed: 1 },
    );
  });
});
