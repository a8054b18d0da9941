import { describe, expect, it } from "vitest";
import { createRandom, shuffle } from "./random.js";

const draws = 100_000;

describe("createRandom", () => {
  it("repeats itself for a seed, and differs for another, above 2^32 too", () => {
    const first = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
    expect(first(1)).not.toEqual(first(1 + 2 ** 32));
    expect(first(-1)).toEqual(first(-1));
  });

  it("refuses what is not a safe integer", () => {
    expect(() => createRandom(1.5)).toThrow("received 1.5");
    expect(() => createRandom(Number.NaN)).toThrow("received NaN");
  });

  it("draws every integer below the bound equally often", () => {
    const random = createRandom(3);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < draws; i++) {
      const value = random.integer(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // Chi-square with 6 degrees of freedom is above 22.5 once in a thousand seeds.
    const expected = draws / 7;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(22.5);
  });

  it("draws normals of mean 0 and variance 1", () => {
    const random = createRandom(4);
    const values = Array.from({ length: draws }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / draws;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws;
    expect(mean).toBeCloseTo(0, 1);
    expect(variance).toBeCloseTo(1, 1);
  });

  it("forks streams that depend on seed and name, not on what was drawn", () => {
    const random = createRandom(5);
    const before = random.fork("negatives").uniform();
    random.uniform();
    expect(random.fork("negatives").uniform()).toBe(before);
    expect(random.fork("order").uniform()).not.toBe(before);
    expect(createRandom(6).fork("negatives").uniform()).not.toBe(before);
    expect(random.fork("a").fork("b").uniform()).not.toBe(random.fork("b").fork("a").uniform());
  });
});

describe("shuffle", () => {
  it("keeps every value and moves them", () => {
    const values = Int32Array.from({ length: 100 }, (_, i) => i);
    const shuffled = shuffle(values.slice(), createRandom(1));
    expect([...shuffled]).not.toEqual([...values]);
    expect([...shuffled].sort((a, b) => a - b)).toEqual([...values]);
  });
});
