import { describe, expect, it } from "vitest";
import { createRandom } from "../random/random.js";
import { drawConfig, isWithin } from "./draw-config.js";
import type { SearchDimension, SearchSpace } from "./search-space.js";

const draws = (dimension: SearchDimension, count = 2000) =>
  Array.from(
    { length: count },
    (_, i) => drawConfig({ field: dimension }, createRandom(1).fork(String(i)))["field"] as number,
  );

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

describe("drawConfig", () => {
  it("draws evenly between two numbers, and evenly between their logarithms", () => {
    const plain = draws({ kind: "uniform", min: 0, max: 100 });
    expect(Math.abs(median(plain) - 50)).toBeLessThan(5);
    const logarithmic = draws({ kind: "log-uniform", min: 0.0001, max: 1 });
    expect(Math.abs(Math.log10(median(logarithmic)) + 2)).toBeLessThan(0.2);
    for (const value of logarithmic) expect(value).toSatisfy((v: number) => v >= 0.0001 && v <= 1);
  });

  it("draws whole numbers, both ends included", () => {
    expect(new Set(draws({ kind: "integer", min: 2, max: 4 }))).toEqual(new Set([2, 3, 4]));
    const sizes = draws({ kind: "log-integer", min: 1, max: 32 });
    expect(sizes.every(Number.isInteger)).toBe(true);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([1, 32]);
    expect(Math.abs(median(sizes) - 5)).toBeLessThan(2);
  });

  it("draws among choices, and takes the most epochs where training is stopped early", () => {
    expect(new Set(draws({ kind: "choice", values: ["a", "b"] }, 50))).toEqual(new Set(["a", "b"]));
    expect(draws({ kind: "early-stopped", max: 40, patience: 3 }, 3)).toEqual([40, 40, 40]);
  });

  it("rounds to three digits and stays within the bounds", () => {
    for (const value of draws({ kind: "uniform", min: 1.2345, max: 1.2399 }, 50)) {
      expect(value).toBeGreaterThanOrEqual(1.2345);
      expect(value).toBeLessThanOrEqual(1.2399);
    }
    for (const value of draws({ kind: "log-uniform", min: 0.001, max: 10 }, 200)) {
      expect(Number(value.toPrecision(3))).toBe(value);
    }
  });

  it("draws a field alike, whatever other fields there are", () => {
    const space: SearchSpace = { rate: { kind: "log-uniform", min: 0.001, max: 1 } };
    const wider: SearchSpace = { other: { kind: "integer", min: 1, max: 9 }, ...space };
    const random = createRandom(7);
    expect(drawConfig(wider, random)["rate"]).toBe(drawConfig(space, random)["rate"]);
  });
});

describe("isWithin", () => {
  it("tells what a search can draw from what it cannot", () => {
    const rate: SearchDimension = { kind: "log-uniform", min: 0.01, max: 0.1 };
    expect([0.01, 0.1, 0.009, 0.11, "0.05"].map((value) => isWithin(rate, value))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    const layers: SearchDimension = { kind: "choice", values: [[16, 8], [32]] };
    expect(isWithin(layers, [16, 8])).toBe(true);
    expect(isWithin(layers, [16])).toBe(false);
    const epochs: SearchDimension = { kind: "early-stopped", max: 40, patience: 3 };
    expect([1, 40, 41].map((value) => isWithin(epochs, value))).toEqual([true, true, false]);
  });
});
