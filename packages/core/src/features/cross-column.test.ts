import { describe, expect, it } from "vitest";
import { BagBuilder, type Bags } from "./bags.js";
import { crossBags, crossColumns } from "./cross-column.js";
import type { FeatureColumn } from "./feature-column.js";

const columnOf = (name: string, numRows: number): FeatureColumn => ({
  name,
  numRows,
  bags: undefined,
  isLearned: undefined,
  encode: () => {
    throw new Error("not called");
  },
});

function bagsOf(bags: readonly (readonly (readonly [row: number, weight: number])[])[]): Bags {
  const builder = new BagBuilder();
  for (const bag of bags) {
    for (const [row, weight] of bag) builder.add(row, weight);
    builder.next();
  }
  return builder.build();
}

const ages = { side: "user", column: columnOf("age", 3) } as const;
const genres = { side: "item", column: columnOf("genres", 4) } as const;
const lefts = {
  bags: bagsOf([
    [[2, 1]],
    [
      [0, 0.5],
      [1, 0.5],
    ],
    [],
  ]),
  index: Int32Array.of(0, 1, 2, 1),
};
const rights = {
  bags: bagsOf([
    [
      [3, 2],
      [1, 1],
    ],
    [[0, -1]],
  ]),
  index: Int32Array.of(0, 1, 0, 0),
};

describe("crossBags", () => {
  it("has a row of its own for each pair of rows, weighted by both", () => {
    const column = crossColumns(ages, genres, 1000);
    expect(column).toMatchObject({ name: "age×genres", numRows: 12 });
    const { offsets, rows, weights } = crossBags(column, lefts, rights);
    expect([...offsets]).toEqual([0, 2, 4, 4, 8]);
    expect([...rows]).toEqual([11, 9, 0, 4, 3, 1, 7, 5]);
    expect([...weights]).toEqual([2, 1, -0.5, -0.5, 1, 0.5, 1, 0.5]);
  });

  it("spreads pairs over fewer rows where there are too many, a pair always to the same", () => {
    const column = crossColumns(ages, genres, 5);
    expect(column.numRows).toBe(5);
    const { rows, weights } = crossBags(column, lefts, rights);
    expect([...weights]).toEqual([2, 1, -0.5, -0.5, 1, 0.5, 1, 0.5]);
    expect(Math.max(...rows)).toBeLessThan(5);
    expect(new Set(rows).size).toBeGreaterThan(2);
    expect([...crossBags(column, lefts, rights).rows]).toEqual([...rows]);
  });
});
