import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../random/random.js";
import { createItemIndex } from "./create-item-index.js";
import type { ItemVectors } from "./item-panels.js";
import { PlainIndex } from "./plain-index.js";
import { quantiseQuery, quantiseRows } from "./quantise.js";
import { recallOf } from "./recall-of.js";
import { topK } from "./top-k.js";

/** The kernel's rounded scores in plain TypeScript, to the bit. */
function roundedScores({ dim, items, itemBias }: ItemVectors, query: Float32Array): Float32Array {
  const rows = quantiseRows(items, dim);
  const { values, scale } = quantiseQuery(query);
  return rows.scales.map((itemScale, item) => {
    let sum = 0;
    for (let j = 0; j < dim; j++) sum += (rows.values[item * dim + j] as number) * (values[j] as number);
    return Math.fround(Math.fround(sum) * Math.fround(scale * itemScale)) + (itemBias?.[item] ?? 0);
  });
}

const components = fc.float({ min: -8, max: 8, noNaN: true });
const cases = fc
  .record({ dim: fc.integer({ min: 1, max: 9 }), numItems: fc.integer({ min: 0, max: 90 }) })
  .chain(({ dim, numItems }) =>
    fc.record({
      dim: fc.constant(dim),
      items: fc.float32Array({
        min: -8,
        max: 8,
        noNaN: true,
        minLength: dim * numItems,
        maxLength: dim * numItems,
      }),
      itemBias: fc.float32Array({ min: -8, max: 8, noNaN: true, minLength: numItems, maxLength: numItems }),
      query: fc.array(components, { minLength: dim, maxLength: dim }).map((all) => Float32Array.from(all)),
      excluded: fc.array(fc.nat(90)),
      k: fc.integer({ min: 1, max: 12 }),
    }),
  );

test("scores again what the twin of its rounded scores puts first", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ dim, items, itemBias, query, excluded, k }) => {
      const vectors = { dim, items, itemBias };
      const exclude = Int32Array.from(excluded);
      const index = await createItemIndex(vectors, { kind: "quantised" });
      const likely = topK(roundedScores(vectors, query), 2 * k + 16, { excluded: exclude });
      const candidates = Int32Array.from(likely, ({ itemIndex }) => itemIndex);
      const exact = await createItemIndex(vectors, { kind: "exact" });
      expect(index.search(query, k, { exclude })).toEqual(exact.search(query, k, { candidates }));
      index.dispose();
      exact.dispose();
    }),
    { seed: 1, numRuns: 150 },
  );
});

test("rounds no component by more than half a step, and zeros to zero", () => {
  const random = createRandom(2);
  const items = Float32Array.from({ length: 60 }, () => random.normal()).fill(0, 12, 18);
  const { values, scales } = quantiseRows(items, 6);
  for (const [at, value] of values.entries()) {
    const scale = scales[Math.floor(at / 6)] as number;
    expect(Math.abs(value * scale - (items[at] as number))).toBeLessThanOrEqual(scale / 2 + 1e-6);
  }
  expect(scales[2]).toBe(0);
  expect(Math.max(...values)).toBe(127);
});

test("sums stay within 32 bits in any dimension", () => {
  for (const dim of [1, 64, 600, 5000]) {
    const { values } = quantiseQuery(new Float32Array(dim).fill(-3));
    expect(Math.abs((values[0] as number) * dim * 127)).toBeLessThan(2 ** 31);
    expect(Math.abs(values[0] as number)).toBeGreaterThan(3000);
  }
});

test("finds the true best of random items, of very different lengths too", async () => {
  const random = createRandom(7);
  const [dim, numItems, numQueries] = [32, 20_000, 40];
  const items = Float32Array.from({ length: numItems * dim }, () => random.normal());
  for (let item = 0; item < numItems; item++) {
    const length = Math.exp(0.7 * random.normal());
    for (let j = 0; j < dim; j++) items[item * dim + j] = (items[item * dim + j] as number) * length;
  }
  const queries = Float32Array.from({ length: numQueries * dim }, () => random.normal());
  const index = await createItemIndex({ dim, items }, { kind: "quantised" });
  expect(recallOf(index, new PlainIndex({ dim, items }), { queries, k: 10 })).toBeGreaterThan(0.995);
  index.dispose();
});
