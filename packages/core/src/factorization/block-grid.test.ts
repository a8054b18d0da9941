import { expect, test } from "vitest";
import { Interactions } from "../data/interactions.js";
import { Vocabulary } from "../data/vocabulary.js";
import { createRandom } from "../random/random.js";
import { type BlockGrid, blockGrid, gridOfBlocks, itemBlockStart, writeRows } from "./block-grid.js";

const ids = (count: number) => Vocabulary.of(Array.from({ length: count }, (_, i) => String(i)));

/** User u has u % 7 rows. */
function someData(numUsers: number, numItems: number): Interactions {
  const users = Array.from({ length: numUsers }, (_, user) => new Array<number>(user % 7).fill(user)).flat();
  const random = createRandom(2);
  return new Interactions(ids(numUsers), ids(numItems), {
    userIndex: Int32Array.from(users),
    itemIndex: Int32Array.from(users, () => random.integer(numItems)),
    value: Float32Array.from(users, (_, n) => n % 5),
  });
}

function blockSizes({ rowStarts }: BlockGrid): number[] {
  return Array.from(rowStarts.subarray(1), (end, block) => end - (rowStarts[block] as number));
}

test.each([1, 3, 10, 50])("%i blocks hold every user once, and about equally many rows", (blocks) => {
  const data = someData(400, 90);
  const grid = gridOfBlocks(data, blocks, createRandom(1));
  expect([...grid.userOrder].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, u) => u));
  expect([grid.userStarts[0], grid.userStarts[blocks]]).toEqual([0, 400]);
  expect(grid.rowStarts[blocks]).toBe(data.length);
  for (const size of blockSizes(grid)) expect(Math.abs(size - data.length / blocks)).toBeLessThan(7);
});

test("rows are written by block, with their users' places and their values", () => {
  const data = someData(60, 40);
  const grid = gridOfBlocks(data, 4, createRandom(1));
  const rows = {
    users: new Int32Array(data.length),
    items: new Int32Array(data.length),
    values: new Float32Array(data.length),
  };
  writeRows(data, grid, rows, (value) => value - 2);
  const written = Array.from(rows.users, (place, row) => {
    const block = grid.rowStarts.findLastIndex((start) => start <= row);
    expect(place).toBeGreaterThanOrEqual(grid.userStarts[block] as number);
    expect(place).toBeLessThan(grid.userStarts[block + 1] as number);
    return `${grid.userOrder[place]} ${rows.items[row]} ${(rows.values[row] as number) + 2}`;
  });
  const expected = Array.from(data.userIndex, (user, i) => `${user} ${data.itemIndex[i]} ${data.value[i]}`);
  expect(written.sort()).toEqual(expected.sort());
});

test("users who stand together in the data are dealt into different blocks", () => {
  const grid = gridOfBlocks(someData(1000, 90), 2, createRandom(3));
  const firstHalf = grid.userOrder.subarray(0, grid.userStarts[1]);
  const early = firstHalf.filter((user) => user < 500).length / firstHalf.length;
  expect(early).toBeGreaterThan(0.4);
  expect(early).toBeLessThan(0.6);
});

test("the data decides the number of blocks", () => {
  expect(blockGrid(someData(30, 500), createRandom(1)).blocks).toBe(1);
  expect(blockGrid(someData(12_000, 500), createRandom(1)).blocks).toBe(4);
  expect(blockGrid(someData(12_000, 100), createRandom(1)).blocks).toBe(1);
});

test("item blocks are even pieces", () => {
  const starts = Array.from({ length: 5 }, (_, block) => itemBlockStart(block, 4, 10));
  expect(starts).toEqual([0, 3, 5, 8, 10]);
});
