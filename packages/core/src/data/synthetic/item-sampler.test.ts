import { describe, expect, it } from "vitest";
import { createRandom } from "../../random/random.js";
import { ItemSampler } from "./item-sampler.js";

const popularity = Float64Array.of(8, 4, 2, 1, 1);

/** How often each item is drawn first and second of two, for one who likes item i with chance `appeal`. */
function shares(appeal: (item: number) => number, numDraws: number): { first: number[]; second: number[] } {
  const first = [0, 0, 0, 0, 0];
  const second = [0, 0, 0, 0, 0];
  const random = createRandom(2);
  const sampler = new ItemSampler({ popularity, appeal: (_, item) => appeal(item) });
  for (let user = 0; user < numDraws; user++) {
    const [a = -1, b = -1] = sampler.draw(user, 2, random);
    expect(a).not.toBe(b);
    first[a] = (first[a] ?? 0) + 1 / numDraws;
    second[b] = (second[b] ?? 0) + 1 / numDraws;
  }
  return { first, second };
}

/** The exact chances of two draws without replacement. */
function exact(weights: readonly number[]): { first: number[]; second: number[] } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const first = weights.map((weight) => weight / total);
  const second = weights.map((weight, i) =>
    weights.reduce(
      (sum, other, j) => (j === i ? sum : sum + ((other / total) * weight) / (total - other)),
      0,
    ),
  );
  return { first, second };
}

describe("ItemSampler", () => {
  it.each([
    ["by meeting", [0.5, 0.5, 1, 0.25, 0.75], 60_000],
    // So seldom taken that no try succeeds.
    ["from all at once", [5e-8, 5e-8, 1e-7, 2.5e-8, 7.5e-8], 6_000],
  ])("draws without replacement in proportion to popularity × appeal, %s", (_, appeals, numDraws) => {
    const drawn = shares((item) => appeals[item] ?? 0, numDraws);
    // Five standard errors of a share of a half.
    const margin = 2.5 / Math.sqrt(numDraws);
    const expected = exact(appeals.map((appeal, i) => appeal * (popularity[i] ?? 0)));
    for (let i = 0; i < 5; i++) {
      expect(Math.abs((drawn.first[i] ?? 0) - (expected.first[i] ?? 0))).toBeLessThan(margin);
      expect(Math.abs((drawn.second[i] ?? 0) - (expected.second[i] ?? 0))).toBeLessThan(margin);
    }
  });

  it("can give every item", () => {
    const sampler = new ItemSampler({ popularity, appeal: () => 1e-6 });
    expect([...sampler.draw(0, 5, createRandom(1))].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
