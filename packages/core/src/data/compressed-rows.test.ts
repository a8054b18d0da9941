import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compressRows, groupRows, hasEntry, rowOf } from "./compressed-rows.js";

const pairs = fc.array(fc.tuple(fc.nat(6), fc.nat(8)), { maxLength: 60 });

describe("compressRows", () => {
  it("holds each row's columns ascending, and where each came from", () => {
    const matrix = compressRows(Int32Array.of(1, 0, 1, 3, 1), Int32Array.of(4, 2, 0, 1, 4), {
      numRows: 4,
      numColumns: 5,
    });
    expect([...matrix.offsets]).toEqual([0, 1, 4, 4, 5]);
    expect([...matrix.columns]).toEqual([2, 0, 4, 4, 1]);
    expect([...matrix.order]).toEqual([1, 2, 0, 4, 3]);
    expect([...rowOf(matrix, 1)]).toEqual([0, 4, 4]);
    expect([...rowOf(matrix, 2)]).toEqual([]);
  });

  it("is the stable sort of the pairs by row, then column", () => {
    fc.assert(
      fc.property(pairs, (cells) => {
        const matrix = compressRows(
          Int32Array.from(cells, ([row]) => row),
          Int32Array.from(cells, ([, column]) => column),
          { numRows: 7, numColumns: 9 },
        );
        const sorted = cells
          .map(([row, column], position) => ({ row, column, position }))
          .sort((a, b) => a.row - b.row || a.column - b.column || a.position - b.position);
        expect([...matrix.columns]).toEqual(sorted.map(({ column }) => column));
        expect([...matrix.order]).toEqual(sorted.map(({ position }) => position));
        for (let row = 0; row < 7; row++) {
          const columns = new Set(cells.filter((cell) => cell[0] === row).map((cell) => cell[1]));
          expect(rowOf(matrix, row).length).toBe(cells.filter((cell) => cell[0] === row).length);
          for (let column = 0; column < 9; column++)
            expect(hasEntry(matrix, row, column)).toBe(columns.has(column));
        }
      }),
      { seed: 1 },
    );
  });
});

describe("groupRows", () => {
  it("keeps the order of positions within a row", () => {
    const { offsets, order } = groupRows(Int32Array.of(2, 0, 2, 0, 2), 4);
    expect([...offsets]).toEqual([0, 2, 2, 5, 5]);
    expect([...order]).toEqual([1, 3, 0, 2, 4]);
  });
});
