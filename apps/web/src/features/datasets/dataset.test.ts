import { expect, it } from "vitest";
import { importFraction, sparsity } from "./dataset";

it("counts the empty pairs", () => {
  expect(sparsity({ numUsers: 943, numItems: 1682, numInteractions: 100_000 })).toBeCloseTo(0.936953, 6);
  expect(sparsity({ numUsers: 0, numItems: 0, numInteractions: 0 })).toBeNull();
});

it("is never negative where users repeat themselves", () => {
  expect(sparsity({ numUsers: 1, numItems: 1, numInteractions: 5 })).toBe(0);
});

it("knows no fraction of an unknown size, and none above one", () => {
  expect(importFraction({ bytesRead: 10, bytesTotal: null })).toBeNull();
  expect(importFraction({ bytesRead: 50, bytesTotal: 200 })).toBe(0.25);
  expect(importFraction({ bytesRead: 201, bytesTotal: 200 })).toBe(1);
});
