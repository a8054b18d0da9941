import { describe, expect, it } from "vitest";
import { createModel } from "./create-model.js";

const dimensions = { numUsers: 50, numItems: 400 };
const users = Int32Array.from({ length: dimensions.numUsers }, (_, user) => user);
const untrained = (seed: number) => createModel("random", { task: "ranking", dimensions, seed });

describe("random", () => {
  it("scores evenly between 0 and 1, and apart for each user and seed", async () => {
    const scores = await untrained(1).scoreCatalogue(users);
    // Of 20,000 draws the mean is within 5 standard errors of ½, and each tenth holds 10 % ± 1 %.
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = scores.filter((score) => Math.floor(10 * score) === tenth).length / scores.length;
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.11);
    }
    expect(correlation(scores.subarray(0, 400), scores.subarray(400, 800))).toBeLessThan(0.2);
    expect(correlation(scores, await untrained(2).scoreCatalogue(users))).toBeLessThan(0.04);
  });

  it("scores a history by its items, whatever their order, and apart from other histories and users", async () => {
    const model = untrained(1);
    const histories = [[3, 1, 2], [1, 2, 3], [1, 2], []].map((items) => ({
      itemIndex: Int32Array.from(items),
    }));
    const scores = await model.scoreHistories(histories);
    const rows = histories.map((_, row) => scores.subarray(400 * row, 400 * (row + 1)));
    expect(rows[0]).toEqual(rows[1]);
    const others = [...rows.slice(1), (await model.scoreCatalogue(users)).subarray(0, 400)];
    for (const [i, a] of others.entries()) {
      for (const b of others.slice(i + 1)) expect(correlation(a, b)).toBeLessThan(0.2);
    }
  });
});

/** The absolute correlation of two samples of a uniform distribution. */
function correlation(a: Float32Array, b: Float32Array): number {
  const products = a.map((value, i) => (value - 0.5) * ((b[i] as number) - 0.5));
  return Math.abs(products.reduce((sum, product) => sum + product, 0) / products.length) * 12;
}
