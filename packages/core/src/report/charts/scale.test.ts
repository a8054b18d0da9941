import { describe, expect, test } from "vitest";
import { linearScale, shorten } from "./scale.js";

describe("a scale", () => {
  test("lies between its ends, also where they run downwards", () => {
    const scale = linearScale([0, 4], [100, 300]);
    expect([0, 1, 4].map(scale)).toEqual([100, 150, 300]);
    const down = linearScale([0, 1], [200, 0]);
    expect([0, 0.25, 1].map(down)).toEqual([200, 150, 0]);
  });

  test.each([
    { domain: [0, 0.47], texts: ["0.0", "0.1", "0.2", "0.3", "0.4"] },
    { domain: [-1, 1], texts: ["−1.0", "−0.5", "0.0", "0.5", "1.0"] },
    { domain: [0, 0.053], texts: ["0.00", "0.02", "0.04"] },
    { domain: [0, 9], texts: ["0", "2", "4", "6", "8"] },
    { domain: [-2.4, 2.4], texts: ["−2", "−1", "0", "1", "2"] },
    { domain: [0, 5200], texts: ["0", "2,000", "4,000"] },
  ] satisfies { domain: [number, number]; texts: string[] }[])(
    "has round ticks over $domain",
    ({ domain, texts }) => {
      const scale = linearScale(domain, [0, 100]);
      expect(scale.ticks.map(scale.tickText)).toEqual(texts);
    },
  );
});

test("a text is cut where there is no more room", () => {
  expect(shorten("popularity", 10)).toBe("popularity");
  expect(shorten("popularity", 6)).toBe("popul…");
});
