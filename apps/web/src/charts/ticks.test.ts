import { describe, expect, it } from "vitest";
import { ticks } from "./ticks";

describe("ticks", () => {
  it.each([
    [0, 20, 5, [0, 5, 10, 15, 20]],
    [0.312, 0.451, 4, [0.3, 0.35, 0.4, 0.45, 0.5]],
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-0.02, 0.03, 5, [-0.02, -0.01, 0, 0.01, 0.02, 0.03]],
  ])("%d to %d in about %d steps", (low, high, count, expected) => {
    expect(ticks(low, high, count)).toEqual(expected);
  });

  it("spans the data, in few steps, whatever the scale", () => {
    for (const [low, high] of [
      [1e-7, 3e-7],
      [-5, 12_345],
      [0.99999, 1.00001],
      [7, 7],
      [0, 0],
    ] as const) {
      const found = ticks(low, high, 4);
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.length).toBeLessThanOrEqual(6);
      expect(found[0]).toBeLessThanOrEqual(low);
      expect(found.at(-1)).toBeGreaterThanOrEqual(high);
    }
  });

  it("counts epochs in whole numbers", () => {
    expect(ticks(0, 3, 6, true)).toEqual([0, 1, 2, 3]);
    expect(ticks(0, 1, 6, true)).toEqual([0, 1]);
  });
});
