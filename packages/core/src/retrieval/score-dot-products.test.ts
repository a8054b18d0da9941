import { expect, test } from "vitest";
import { type Kernels, loadKernels } from "../kernels/load-kernels.js";
import { createRandom } from "../random/random.js";
import { DotProducts } from "./dot-products.js";
import { ItemPanels } from "./item-panels.js";
import { plainScores, scorePanels } from "./score-dot-products.js";

const random = createRandom(3);

function draw(length: number): Float32Array {
  return Float32Array.from({ length }, () => random.normal());
}

async function load(threads: number): Promise<Kernels> {
  const kernels = await loadKernels({ threads });
  if (!kernels) throw new Error("WebAssembly SIMD is missing");
  return kernels;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), 0);
}

test.each([
  { numUsers: 0, numItems: 5, dim: 3 },
  { numUsers: 1, numItems: 1, dim: 1 },
  { numUsers: 5, numItems: 7, dim: 6 },
  { numUsers: 4, numItems: 8, dim: 4 },
  { numUsers: 13, numItems: 50, dim: 67 },
  { numUsers: 9, numItems: 1001, dim: 16 },
  { numUsers: 3, numItems: 0, dim: 2 },
])("$numUsers users × $numItems items of $dim agree with the twin", async ({ numUsers, numItems, dim }) => {
  const vectors = { dim, items: draw(numItems * dim), itemBias: draw(numItems) };
  const users = { dim, values: draw(numUsers * dim) };
  const kernels = await load(2);
  const panels = new ItemPanels(kernels.memory, vectors);
  const scores = scorePanels(kernels, panels, users);
  expect(largestDifference(scores, plainScores(vectors, users))).toBeLessThan(1e-5 * dim);
  // Whoever is scored beside it, and on however many threads: the same bits.
  const index = Int32Array.from({ length: numUsers }, (_, i) => numUsers - 1 - i);
  const reversed = scorePanels(await load(1), panels, { ...users, index });
  for (const [row, user] of index.entries()) {
    const own = scores.subarray(user * numItems, (user + 1) * numItems);
    expect(reversed.subarray(row * numItems, (row + 1) * numItems)).toEqual(own);
  }
  panels.free();
});

test("more scores than fit at once", async () => {
  const [numUsers, numItems, dim] = [70, 40_000, 2];
  const vectors = { dim, items: draw(numItems * dim) };
  const users = { dim, values: draw(numUsers * dim) };
  const kernels = await load(2);
  const panels = new ItemPanels(kernels.memory, vectors);
  expect(largestDifference(scorePanels(kernels, panels, users), plainScores(vectors, users))).toBeLessThan(
    1e-5,
  );
  panels.free();
});

test("scores have the biases of both sides, follow the vectors, and leave no memory behind", async () => {
  const kernels = await load(2);
  const before = kernels.memory.bytesInUse;
  const vectors = {
    dim: 2,
    users: Float32Array.of(1, 0, 0, 1),
    items: Float32Array.of(1, 2, 3, 4, 5, 6),
    userBias: Float32Array.of(10, 20),
    itemBias: Float32Array.of(0.25, 0.5, 0.75),
  };
  const dots = new DotProducts(vectors);
  expect([...(await dots.scoreCatalogue(Int32Array.of(1, 0)))]).toEqual([
    ...[22.25, 24.5, 26.75],
    ...[11.25, 13.5, 15.75],
  ]);
  expect(await dots.scoreCatalogue(new Int32Array())).toEqual(new Float32Array());
  vectors.items[0] = 7;
  dots.release();
  const folded = await dots.scoreVectors(Float32Array.of(1, 1), { biases: Float32Array.of(100), threads: 1 });
  expect([...folded]).toEqual([109.25, 107.5, 111.75]);
  dots.release();
  expect(kernels.memory.bytesInUse).toBe(before);
});
