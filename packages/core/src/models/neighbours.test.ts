import { expect, test } from "vitest";
import { matrixInteractions } from "../testing/matrix-interactions.js";
import { fit } from "../training/fit.js";
import { createModel } from "./create-model.js";

// user 0   1 1 . .
// user 1   1 1 1 .
// user 2   . . 1 1
const data = matrixInteractions({
  numRows: 3,
  numColumns: 4,
  offsets: Int32Array.of(0, 2, 5, 7),
  columns: Int32Array.of(0, 1, 0, 1, 2, 2, 3),
});

async function scores(name: string, config: Record<string, unknown>, fold?: number[]): Promise<number[]> {
  const model = createModel(name, {
    task: "ranking",
    dimensions: { numUsers: 3, numItems: 4 },
    seed: 1,
    config: { shrinkage: 0, weighting: "none", ...config },
  });
  await fit(model, data, { seed: 1 });
  const found = fold
    ? await model.scoreHistories([{ itemIndex: Int32Array.from(fold) }])
    : await model.scoreCatalogue(Int32Array.of(0, 1, 2));
  model.dispose();
  return Array.from(found ?? []);
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 6);
}

test("item-knn adds up the cosines to the items of the history", async () => {
  // cos(0, 1) = 1, cos(0, 2) = cos(1, 2) = 1/2, cos(2, 3) = 1/√2, cos(0, 3) = cos(1, 3) = 0
  const half = 0.5;
  const root = Math.SQRT1_2;
  expectClose(await scores("item-knn", {}), [
    ...[1, 1, 1, 0],
    ...[1 + half, 1 + half, 1, root],
    ...[half, half, root, root],
  ]);
});

test("item-knn keeps the nearest items of each item only", async () => {
  // The nearest of item 2 is item 3, so that nothing else speaks for it.
  expectClose(await scores("item-knn", { numNeighbours: 1 }, [0, 1]), [1, 1, 0, 0]);
});

test("shrinkage lowers similarities", async () => {
  // cos(0, 1) with shrinkage 2: 2 / (√2 √2 + 2)
  expectClose(await scores("item-knn", { shrinkage: 2, numNeighbours: 1 }, [0]), [0, 0.5, 0, 0]);
});

test("user-knn adds up the cosines to the users who have the item", async () => {
  const [near, far] = [2 / Math.sqrt(6), 1 / Math.sqrt(6)];
  expectClose(await scores("user-knn", { lengthExponent: 0 }), [
    ...[near, near, near, 0],
    ...[near, near, far, far],
    ...[far, far, far, 0],
  ]);
});

test("user-knn folds in a history by its nearest users", async () => {
  // cos({2, 3}, user 1) = 1/√6, and user 2 is the same.
  expectClose(await scores("user-knn", { numNeighbours: 1, lengthExponent: 0 }, [3, 2]), [0, 0, 1, 1]);
});

test("user-knn raises similarities to the power asked for", async () => {
  const [near, far] = [4 / 6, 1 / 6];
  expectClose(await scores("user-knn", { lengthExponent: 0, similarityExponent: 2 }), [
    ...[near, near, near, 0],
    ...[near, near, far, far],
    ...[far, far, far, 0],
  ]);
});

test("user-knn divides what a neighbour says by the length of his history to the power asked for", async () => {
  const [near, far] = [2 / Math.sqrt(6), 1 / Math.sqrt(6)];
  expectClose(await scores("user-knn", { lengthExponent: 2 }), [
    ...[near / 9, near / 9, near / 9, 0],
    ...[near / 4, near / 4, far / 4, far / 4],
    ...[far / 9, far / 9, far / 9, 0],
  ]);
  expectClose(await scores("user-knn", { numNeighbours: 1, lengthExponent: 2 }, [3, 2]), [
    0,
    0,
    1 / 4,
    1 / 4,
  ]);
});
