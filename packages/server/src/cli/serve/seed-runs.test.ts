import { modelDefinition, parseConfig } from "@tastemaker/core";
import { expect, test } from "vitest";
import type { Dataset } from "../../schemas/dataset.js";
import { seedRuns } from "./seed-runs.js";

const dataset = { numInteractions: 40_000, hasTimestamps: true } as Dataset;

test("asks for configs that the models take", () => {
  for (const { modelName, config } of seedRuns(dataset)) {
    expect(() => parseConfig(modelDefinition(modelName), "ranking", config)).not.toThrow();
  }
});

test.each([
  [100, 100],
  [40_000, 10],
  [1_000_000, 3],
])("trains %i interactions for %i epochs", (numInteractions, epochs) => {
  const runs = seedRuns({ ...dataset, numInteractions });
  expect(runs.map(({ config }) => config?.["epochs"])).toEqual([undefined, epochs, epochs]);
});

test("holds the last interaction out only where there is time", () => {
  expect(seedRuns(dataset)[0]?.split).toEqual({ kind: "leave-last-out" });
  expect(seedRuns({ ...dataset, hasTimestamps: false })[0]?.split).toEqual({
    kind: "n-held-out",
    perUser: 1,
  });
});
