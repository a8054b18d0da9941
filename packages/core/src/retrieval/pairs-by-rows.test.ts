import { expect, test } from "vitest";
import { distinctUsers, scorePairsByRows } from "./pairs-by-rows.js";

const numItems = 3;
const userIndex = Int32Array.of(4, 1, 4, 7, 1, 0);
const itemIndex = Int32Array.of(2, 0, 1, 2, 2, 0);

test("names each user once, in the order first met", () => {
  const { users, rowIndex } = distinctUsers(userIndex);
  expect([...users]).toEqual([4, 1, 7, 0]);
  expect([...rowIndex]).toEqual([0, 1, 0, 2, 1, 3]);
});

test.each([1, 3, 9])(
  "asks for each user once, %i at a time, and puts every score in its place",
  async (maxUsers) => {
    const asked: number[][] = [];
    const scoreRows = async (users: Int32Array) => {
      asked.push([...users]);
      return Float32Array.from({ length: users.length * numItems }, (_, at) => {
        const user = users[Math.floor(at / numItems)] as number;
        return 10 * user + (at % numItems);
      });
    };
    const scores = await scorePairsByRows(scoreRows, { userIndex, itemIndex }, { numItems, maxUsers });
    expect([...scores]).toEqual([42, 10, 41, 72, 12, 0]);
    expect(asked.flat()).toEqual([4, 1, 7, 0]);
    expect(asked.every((users) => users.length <= maxUsers)).toBe(true);
  },
);
